'use client';

import { useRef } from 'react';

/**
 * Ids for requests that create something: the same input sent twice has the same id, by which the server knows that
 * it is one request. Other input, or a call of `next` after success, begins another.
 */
export function useRequestId(): { of: (input: unknown) => string; next: () => void } {
  const last = useRef<{ readonly input: string; readonly id: string } | null>(null);
  return {
    of: (input) => {
      const text = JSON.stringify(input);
      if (last.current?.input !== text) last.current = { input: text, id: newId() };
      return last.current.id;
    },
    next: () => {
      last.current = null;
    },
  };
}

/** A random UUID. `crypto.randomUUID` is missing where the console is reached by plain http. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
