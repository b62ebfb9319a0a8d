import type { ChangeRequestDetail, ChangeRequestsDto } from '@/lib/services/changes/change-dto';
import { fetchJson } from '../fetch-json/fetch-json';

const base = (realm: string) => `/api/realms/${encodeURIComponent(realm)}/requests`;

/** The key below which everything stands that a request changes. */
const requestsKey = (realm: string) => ['realm', realm, 'requests'] as const;

/** The requests of a realm. */
export function requestsQuery(realm: string) {
  return {
    queryKey: [...requestsKey(realm), 'list'],
    queryFn: ({ signal }: { signal: AbortSignal }) => fetchJson<ChangeRequestsDto>(base(realm), signal),
    // Shown right after a change became a request.
    staleTime: 0,
  };
}

/** One request with what speaks for and against it. */
export function requestQuery(realm: string, id: string) {
  return {
    queryKey: [...requestsKey(realm), id],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      fetchJson<ChangeRequestDetail>(`${base(realm)}/${encodeURIComponent(id)}`, signal),
  };
}
