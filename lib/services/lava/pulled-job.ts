import type { LavaItem } from '../../connectors/lava-item';
import { jobOf, type LavaJobFacts } from '../../connectors/lava-job';
import { readableJson } from './readable-json';

/** What is kept of an item of lava's table of jobs, whatever types its attributes have. */
export function pulledJob(item: LavaItem): LavaJobFacts {
  return jobOf(readableJson(item));
}
