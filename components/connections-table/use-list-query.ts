'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { formatListQuery, type ListQuery, parseListQuery } from '@/lib/listing/list-query';

type Change = (part: Partial<ListQuery>, replace?: boolean) => void;

/**
 * The list's query as the address holds it, the way to change it, and whether the address says how many rows a page
 * has. Each change is a step in the browser's history; a change of anything but the page leads to the first page.
 */
export function useListQuery(): [ListQuery, Change, boolean] {
  const params = useSearchParams();
  const query = useMemo(() => parseListQuery(new URLSearchParams(params)), [params]);
  const change = useCallback<Change>((part, replace = false) => {
    const { search, pathname } = window.location;
    const next = formatListQuery({ ...parseListQuery(new URLSearchParams(search)), page: 1, ...part });
    const address = next.size > 0 ? `${pathname}?${next}` : pathname;
    if (replace) window.history.replaceState(null, '', address);
    else window.history.pushState(null, '', address);
  }, []);
  return [query, change, params.has('size')];
}
