import { queryOptions } from '@tanstack/react-query';
import type { JobDto, JobsUsingDto } from '@/lib/services/jobs/job-dto';
import { fetchJson } from '../fetch-json/fetch-json';

/** So many identifiers fit into an address. */
const AT_ONCE = 40;

/** Reads the jobs that use the connections; many are asked for in parts. */
export function jobsQuery(realm: string, connIds: readonly string[]) {
  const asked = [...new Set(connIds)].sort();
  return queryOptions({
    queryKey: ['realm', realm, 'jobs', asked],
    queryFn: async ({ signal }): Promise<JobsUsingDto> => {
      const parts: JobsUsingDto[] = [];
      for (let start = 0; start < asked.length; start += AT_ONCE) {
        const params = new URLSearchParams(asked.slice(start, start + AT_ONCE).map((id) => ['conn', id]));
        parts.push(
          await fetchJson<JobsUsingDto>(`/api/realms/${encodeURIComponent(realm)}/jobs?${params}`, signal),
        );
      }
      return {
        readAt: parts.at(-1)?.readAt ?? null,
        connections: parts.flatMap(({ connections }) => connections),
      };
    },
  });
}

/** A job with those of the connections asked for that it uses. */
export interface ConcernedJob extends JobDto {
  readonly connIds: readonly string[];
}

/** Every job once, enabled ones first. */
export function concernedJobs({ connections }: JobsUsingDto): readonly ConcernedJob[] {
  const found = new Map<string, ConcernedJob>();
  for (const { connId, jobs } of connections) {
    for (const job of jobs) {
      found.set(job.jobId, { ...job, connIds: [...(found.get(job.jobId)?.connIds ?? []), connId] });
    }
  }
  return [...found.values()].sort(
    (one, other) => Number(other.enabled) - Number(one.enabled) || (one.jobId < other.jobId ? -1 : 1),
  );
}

/** `3 jobs, 2 of them enabled`. */
export function jobsText(jobs: number, enabled: number): string {
  const words = jobs === 1 ? '1 job' : `${jobs.toLocaleString('en')} jobs`;
  if (jobs === 1) return enabled === 1 ? `${words}, enabled` : `${words}, not enabled`;
  return `${words}, ${enabled === jobs ? 'all' : enabled === 0 ? 'none' : enabled.toLocaleString('en')} of them enabled`;
}
