import { jsonOf, type LavaItem } from '../../connectors/lava-item';
import { jobOf, type LavaJobFacts } from '../../connectors/lava-job';

/** What is kept of an item of lava's table of jobs. One that is no JSON keeps its identifier only. */
export function pulledJob(item: LavaItem): LavaJobFacts {
  const read = jsonOf(item);
  return jobOf(read.ok ? read.value : { job_id: item.job_id && 'S' in item.job_id ? item.job_id.S : '' });
}
