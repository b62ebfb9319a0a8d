'use client';

import ProgressBar from '@cloudscape-design/components/progress-bar';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import type { Progress } from '@/lib/services/progress/get-progress';
import { fetchJson } from '../fetch-json/fetch-json';

const POLL_MS = 500;

/**
 * How far a piece of work is that the server does under this id: a bar while it tells, else only what is done, because
 * what is not known is not drawn.
 */
export function WorkProgress({
  realm,
  id,
  what,
  parts,
}: {
  realm: string;
  id: string;
  /** What is done, as a phrase: "Asking AWS". */
  what: string;
  /** What is counted: "references". */
  parts: string;
}) {
  const { data } = useQuery({
    queryKey: ['progress', realm, id],
    queryFn: ({ signal }) =>
      fetchJson<Progress | null>(`/api/realms/${encodeURIComponent(realm)}/progress/${id}`, signal),
    refetchInterval: POLL_MS,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  if (!data || data.done >= data.total) {
    return (
      <div role="status">
        <StatusIndicator type="loading">{what}</StatusIndicator>
      </div>
    );
  }
  const { done, total } = data;
  return (
    <ProgressBar
      label={what}
      value={(100 * done) / total}
      additionalInfo={`${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${parts}`}
    />
  );
}
