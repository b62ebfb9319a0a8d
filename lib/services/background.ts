import { readEnv } from '../env';
import { keepMinuteJobs } from '../jobs/every-minute';
import { pullDue } from './lava/pull-due';

/** Starts what the server does by itself. Returns at once; without a database it waits for one. */
export function startBackground(): void {
  const { DATABASE_URL } = readEnv();
  if (!DATABASE_URL) return;
  void keepMinuteJobs(DATABASE_URL, [
    {
      name: 'pull-due',
      work: async () => {
        await pullDue();
      },
    },
  ]);
}
