import { grantConsole } from '../db/console-role';
import { applyMigrations } from '../db/migrations';
import { readEnv } from '../env';
import { keepMinuteJobs, type MinuteJobs } from '../jobs/every-minute';
import { log } from '../log';
import { rederiveOutdated } from './connections/rederive-outdated';
import { tidyHistory } from './history/tidy-history';
import { pullDue } from './lava/pull-due';

const RETRY_MS = 500;
/** Many times as long as between two questions of the queue. */
const QUIET_MS = 30_000;

interface Background {
  /** What has been reached: the store is brought up to date first, then the queue is started. */
  state: 'preparing' | 'queueing' | 'running' | 'stopped';
  jobs?: MinuteJobs;
}

const holder: typeof globalThis & { lavaBackground?: Background } = globalThis;

/**
 * How far the work that the server does by itself has come; undefined: it was never started; `quiet`: it runs, but the
 * database has not answered the queue for 30 s.
 */
export function backgroundState(): Background['state'] | 'quiet' | undefined {
  const { state, jobs } = holder.lavaBackground ?? {};
  const isQuiet = jobs !== undefined && jobs.quietFor() > QUIET_MS;
  return state === 'running' && isQuiet ? 'quiet' : state;
}

/** Starts what the server does by itself. Returns at once; without a database it waits for one. */
export function startBackground(): void {
  const { DATABASE_URL } = readEnv();
  if (!DATABASE_URL || holder.lavaBackground) return;
  const background: Background = { state: 'preparing' };
  holder.lavaBackground = background;
  void keepGoing(DATABASE_URL, background);
}

async function keepGoing(databaseUrl: string, background: Background): Promise<void> {
  const stopped = () => background.state === 'stopped';
  await untilDone(() => prepareStore(databaseUrl), stopped);
  if (stopped()) return;
  background.state = 'queueing';
  const jobs = await keepMinuteJobs(
    databaseUrl,
    [
      {
        name: 'pull-due',
        work: async () => {
          await pullDue();
        },
      },
      {
        name: 'tidy-history',
        work: async () => {
          await tidyHistory(readEnv().AUDIT_RETENTION_DAYS);
        },
      },
    ],
    stopped,
  );
  if (!jobs) return;
  if (stopped()) return jobs.stop();
  background.jobs = jobs;
  background.state = 'running';
}

/** Ends it: a job that runs has five seconds. */
export async function stopBackground(): Promise<void> {
  const background = holder.lavaBackground;
  if (!background) return;
  background.state = 'stopped';
  await background.jobs?.stop();
}

/** Applies missing migrations and derives outdated columns; of several servers one does it. */
async function prepareStore(databaseUrl: string): Promise<void> {
  const { MIGRATION_DATABASE_URL: ownerUrl } = readEnv();
  const migrations = await applyMigrations(ownerUrl ?? databaseUrl);
  if (ownerUrl) await grantConsole(ownerUrl, decodeURIComponent(new URL(databaseUrl).username));
  const rederived = await rederiveOutdated(databaseUrl);
  if (migrations.length > 0 || rederived > 0) log.info({ migrations, rederived }, 'the store is up to date');
}

async function untilDone(work: () => Promise<void>, stopped: () => boolean): Promise<void> {
  let told = '';
  while (!stopped()) {
    try {
      return await work();
    } catch (error) {
      const message = String(error);
      if (message !== told) log.warn({ err: error }, 'the store could not be prepared; it is tried again');
      told = message;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
