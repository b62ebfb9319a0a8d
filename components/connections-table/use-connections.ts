'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ConnectionPage } from '@/lib/listing/connection-row';
import { formatListQuery, type ListQuery } from '@/lib/listing/list-query';
import { fetchJson } from '../fetch-json/fetch-json';

const REFETCH_MS = 30_000;

/** The page of the list that the server drew, and the query it belongs to. */
export interface InitialPage {
  readonly query: string;
  readonly page: ConnectionPage;
}

/** One page of the list, kept fresh. While another page is read the former rows stay; a page beyond the last leads back. */
export function useConnections(
  realm: string,
  query: ListQuery,
  initial: InitialPage,
  toPage: (page: number) => void,
) {
  const address = formatListQuery(query).toString();
  const result = useQuery({
    queryKey: ['realm', realm, 'connections', address],
    queryFn: async ({ signal }) => {
      const url = `/api/realms/${encodeURIComponent(realm)}/connections?${address}`;
      return withSkew(await fetchJson<ConnectionPage>(url, signal));
    },
    initialData: () => (initial.query === address ? withSkew(initial.page) : undefined),
    placeholderData: keepPreviousData,
    refetchInterval: REFETCH_MS,
  });
  const { data } = result;
  const lastPage = data ? Math.max(1, Math.ceil(data.total / query.pageSize)) : null;
  const beyond = lastPage !== null && !result.isPlaceholderData && query.page > lastPage;
  useEffect(() => {
    if (beyond && lastPage !== null) toPage(lastPage);
  }, [beyond, lastPage, toPage]);
  return result;
}

/** With how far the server's clock is ahead of the reader's, in ms. */
function withSkew(page: ConnectionPage): ConnectionPage & { readonly skewMs: number } {
  return { ...page, skewMs: Date.parse(page.now) - Date.now() };
}
