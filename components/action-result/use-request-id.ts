'use client';

import { useRef } from 'react';
import { newId } from './new-id';

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
