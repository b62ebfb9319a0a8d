'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type EventQuery, formatEventQuery, parseEventQuery } from '@/lib/listing/event-query';

/** The filter as the address holds it, and the way to change it: each change is a step in the browser's history. */
export function useEventQuery(): [EventQuery, (query: EventQuery) => void] {
  const params = useSearchParams();
  const query = useMemo(() => parseEventQuery(new URLSearchParams(params)), [params]);
  const change = useCallback((next: EventQuery) => {
    const address = formatEventQuery(next);
    window.history.pushState(null, '', address.size > 0 ? `?${address}` : window.location.pathname);
  }, []);
  return [query, change];
}
