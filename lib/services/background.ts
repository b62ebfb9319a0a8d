import { readEnv } from '../env';
import { keepMinuteJobs } from '../jobs/every-minute';
import { tidyHistory } from './history/tidy-history';
import { pullDue } from './lava/pull-due';

/** Starts what the server does by itself. Returns at once; without a database it waits for one. */
export function startBackground(): void {
  const { DATABASE_URL, AUDIT_RETENTION_DAYS } = readEnv();
  if (!DATABASE_URL) return;
  void keepMinuteJobs(DATABASE_URL, [
    {
      name: 'pull-due',
      work: async () => {
        await pullDue();
      },
    },
    {
      name: 'tidy-history',
      work: async () => {
        await tidyHistory(AUDIT_RETENTION_DAYS);
      },
    },
  ]);
}
