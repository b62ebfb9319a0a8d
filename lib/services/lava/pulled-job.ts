import { jsonOf, type LavaItem } from '../../connectors/lava-item';
import type { PulledItem } from './pulled-item';

/** What is kept of an item of lava's table of jobs until the pull is whole. */
export function pulledJob(item: LavaItem): PulledItem {
  const id = item.job_id;
  const read = jsonOf(item);
  return {
    key: id !== undefined && 'S' in id ? id.S : '',
    item,
    hash: '',
    problem: read.ok ? null : read.problem,
  };
}
