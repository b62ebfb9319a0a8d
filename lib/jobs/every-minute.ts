import PgBoss from 'pg-boss';
import { log } from '../log';
import { metrics } from '../metrics';

const CONNECTIONS = 2;
const RETRY_MS = 500;
const STOP_MS = 5_000;

/** Work that is done once a minute by one of all the instances that share the database. */
export interface MinuteJob {
  /** What the queue is called. */
  readonly name: string;
  readonly work: () => Promise<void>;
}

export interface MinuteJobs {
  /** Does a job now, on whichever instance comes first. */
  doNow(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the queue (pg-boss, in a schema of its own) and its workers. Rejects when the database cannot be reached. */
export async function startMinuteJobs(databaseUrl: string, jobs: readonly MinuteJob[]): Promise<MinuteJobs> {
  const boss = new PgBoss({ connectionString: databaseUrl, max: CONNECTIONS });
  boss.on('error', (error) => log.warn({ err: error }, 'the queue reports an error'));
  await boss.start();
  for (const { name, work } of jobs) {
    // Singleton: while one is being done no other of its kind begins, on any instance.
    await boss.createQueue(name, { name, policy: 'singleton', retryLimit: 0 });
    await boss.schedule(name, '* * * * *');
    await boss.work(name, { pollingIntervalSeconds: 2 }, async () => {
      try {
        await work();
        metrics().jobs.inc({ job: name, result: 'done' });
      } catch (error) {
        metrics().jobs.inc({ job: name, result: 'failed' });
        log.error({ err: error, job: name }, 'a scheduled job failed');
        throw error;
      }
    });
  }
  return {
    doNow: async (name) => {
      await boss.send(name, {});
    },
    stop: () => boss.stop({ graceful: true, wait: true, timeout: STOP_MS }),
  };
}

/** The same, tried until the database is there or `stopped` says so: the server starts without it. */
export async function keepMinuteJobs(
  databaseUrl: string,
  jobs: readonly MinuteJob[],
  stopped: () => boolean,
): Promise<MinuteJobs | undefined> {
  while (!stopped()) {
    try {
      return await startMinuteJobs(databaseUrl, jobs);
    } catch (error) {
      log.warn({ err: error }, 'the queue could not be started; it is tried again');
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
  return undefined;
}
