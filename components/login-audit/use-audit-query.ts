'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ListQuery } from '@/lib/listing/list-query';
import { parseAuditQuery } from './audit-query';

const currentSearch = () => new URLSearchParams(window.location.search).toString();

/**
 * The audit's query as the address holds it, and the way to another one, which is a step in the browser's history.
 * Next tells of a new address with a delay; the query follows at once, so that quick changes build on each other.
 */
export function useAuditQuery(): [ListQuery, (href: string) => void] {
  const announced = useSearchParams().toString();
  const [search, setSearch] = useState(announced);
  useEffect(() => {
    // What Next announces may already be out of date.
    if (announced === currentSearch()) setSearch(announced);
  }, [announced]);
  useEffect(() => {
    const follow = () => setSearch(currentSearch());
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);
  const goTo = useCallback((href: string) => {
    window.history.pushState(null, '', href);
    setSearch(currentSearch());
  }, []);
  return [useMemo(() => parseAuditQuery(new URLSearchParams(search)), [search]), goTo];
}
