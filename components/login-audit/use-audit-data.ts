'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ConnectionPage } from '@/lib/listing/connection-row';
import { formatListQuery, type ListQuery } from '@/lib/listing/list-query';
import type { MethodFigures } from '@/lib/services/audit/login-summary';
import { fetchJson } from '../fetch-json/fetch-json';

/** The audit of a realm for a query: a page of rows, and the figures of all rows that match. */
export function useAuditData(realm: string, query: ListQuery) {
  const base = `/api/realms/${encodeURIComponent(realm)}`;
  const rowParams = formatListQuery(query).toString();
  const filterParams = formatListQuery({
    ...query,
    sort: 'connId',
    descending: false,
    page: 1,
    pageSize: 50,
  }).toString();
  const rows = useQuery({
    queryKey: ['audit-rows', realm, rowParams],
    queryFn: ({ signal }) => fetchJson<ConnectionPage>(`${base}/connections?${rowParams}`, signal),
    placeholderData: keepPreviousData,
  });
  const figures = useQuery({
    queryKey: ['audit-figures', realm, filterParams],
    queryFn: ({ signal }) =>
      fetchJson<readonly MethodFigures[]>(`${base}/audit/summary?${filterParams}`, signal),
    placeholderData: keepPreviousData,
  });
  return { rows, figures };
}

/** The address of the file with every row that the query shows. */
export function downloadHref(realm: string, query: ListQuery, format: 'csv' | 'json'): string {
  const params = formatListQuery(query);
  params.set('format', format);
  return `/api/realms/${encodeURIComponent(realm)}/audit/download?${params}`;
}
