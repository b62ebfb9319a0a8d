'use client';

import { useQuery } from '@tanstack/react-query';
import type { BrokenJobsDto } from '@/lib/services/jobs/job-dto';
import { fetchJson } from '../fetch-json/fetch-json';

/** The realm's jobs that name a missing or disabled connection. */
export function useBrokenJobs(realm: string) {
  return useQuery({
    queryKey: ['realm', realm, 'broken-jobs'],
    queryFn: ({ signal }) =>
      fetchJson<BrokenJobsDto>(`/api/realms/${encodeURIComponent(realm)}/jobs/broken`, signal),
  });
}
