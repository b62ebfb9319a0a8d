import { jsonOf, type LavaItem } from '../../connectors/lava-item';
import { jobOf, type LavaJobFacts } from '../../connectors/lava-job';

/** What is kept of a page of lava's table of jobs until the pull is whole: what a job names, nothing it carries. */
export interface PulledJob {
  readonly key: string;
  readonly item: LavaJobFacts;
}

/** An item that is no JSON keeps its identifier only. */
export function pulledJob(item: LavaItem): PulledJob {
  const read = jsonOf(item);
  const job = jobOf(
    read.ok ? read.value : { job_id: item.job_id && 'S' in item.job_id ? item.job_id.S : '' },
  );
  return { key: job.jobId, item: job };
}
