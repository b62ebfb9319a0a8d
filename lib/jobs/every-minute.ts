import PgBoss from 'pg-boss';
import { createPool } from '../db/pool';
import { log } from '../log';
import { metrics } from '../metrics';

const CONNECTIONS = 2;
/** Also where statements may take any time: what has vanished without a word is otherwise waited for for ever. */
const LONGEST_QUERY_MS = 20_000;
const POLL_SECONDS = 2;
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
  /** For how many milliseconds the database has not answered the queue, which asks every two seconds. */
  quietFor(): number;
  stop(): Promise<void>;
}

/**
 * Starts the queue (pg-boss, in a schema of its own) and its workers. Rejects when the database cannot be reached, and
 * leaves nothing behind then.
 */
export async function startMinuteJobs(databaseUrl: string, jobs: readonly MinuteJob[]): Promise<MinuteJobs> {
  let answeredAt = performance.now();
  const pool = createPool(databaseUrl, {
    max: CONNECTIONS,
    application_name: 'pgboss',
    query_timeout: LONGEST_QUERY_MS,
  });
  const executeSql = async (text: string, values: unknown[]) => {
    const answer = await pool.query(text, values);
    answeredAt = performance.now();
    return answer;
  };
  const boss = new PgBoss({ db: { executeSql } });
  boss.on('error', (error) => log.warn({ err: error }, 'the queue reports an error'));
  const stop = async (graceful: boolean) => {
    try {
      await boss.stop({ graceful, wait: true, timeout: STOP_MS });
    } finally {
      await pool.end();
    }
  };
  try {
    await boss.start();
    for (const job of jobs) await serve(boss, job);
  } catch (error) {
    await stop(false);
    throw error;
  }
  return {
    doNow: async (name) => {
      await boss.send(name, {});
    },
    quietFor: () => performance.now() - answeredAt,
    stop: () => stop(true),
  };
}

async function serve(boss: PgBoss, { name, work }: MinuteJob): Promise<void> {
  // Singleton: while one is being done no other of its kind begins, on any instance.
  await boss.createQueue(name, { name, policy: 'singleton', retryLimit: 0 });
  await boss.schedule(name, '* * * * *');
  await boss.work(name, { pollingIntervalSeconds: POLL_SECONDS }, async () => {
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
