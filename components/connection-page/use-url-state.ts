'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** A few parameters of the address as state: null takes one out. Each change is a step in the browser's history. */
export function useUrlState(): [URLSearchParams, (change: Readonly<Record<string, string | null>>) => void] {
  const params = useSearchParams();
  const change = useCallback((part: Readonly<Record<string, string | null>>) => {
    const next = new URLSearchParams(window.location.search);
    for (const [key, value] of Object.entries(part)) {
      if (value === null) next.delete(key);
      else next.set(key, value);
    }
    const { pathname } = window.location;
    window.history.pushState(null, '', next.size > 0 ? `${pathname}?${next}` : pathname);
  }, []);
  return [params, change];
}
