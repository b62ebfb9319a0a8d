import { databaseFault } from '../db/database-answers';
import { missingMigrations } from '../db/migrations';
import { sharedAnswers } from '../db/shared-answers';
import { fromDatabase, type Unavailable, whyUnavailable } from '../db/unavailable';
import { readEnv } from '../env';
import { log } from '../log';
import { backgroundState } from './background';
import { runtime } from './runtime';

/** What keeps the console from serving. The words are for anybody: no address, no name, no password. */
export interface NotReady {
  readonly part: 'database' | 'migrations' | 'queue' | 'server';
  readonly message: string;
}

const WORDS: Readonly<Record<Unavailable, string>> = {
  unreachable: 'The database cannot be reached.',
  refused: 'The database refuses the console: user, password or permissions are wrong.',
  unprepared: 'There is no such database, or its tables are missing.',
  busy: 'The database takes no more connections.',
};

const missingNow = sharedAnswers(missingMigrations);

/**
 * What is not ready; empty: the console serves. Answers within three seconds. What the database says may be half a second
 * old: it is asked no more often, whoever asks here.
 */
export async function notReady(): Promise<readonly NotReady[]> {
  const problems: NotReady[] = [];
  if (runtime().stopping.signal.aborted)
    problems.push({ part: 'server', message: 'The server is stopping.' });
  const { DATABASE_URL } = readEnv();
  const fault = DATABASE_URL ? await databaseFault(DATABASE_URL) : new Error('DATABASE_URL is not set.');
  if (fault) {
    log.debug({ err: fault }, 'the database does not answer');
    return [
      ...problems,
      { part: 'database', message: WORDS[whyUnavailable(fromDatabase(fault)) ?? 'unreachable'] },
    ];
  }
  const missing = await missingNow(DATABASE_URL ?? '').catch(() => undefined);
  if (missing === undefined) problems.push({ part: 'database', message: WORDS.unreachable });
  else if (missing.length > 0)
    problems.push({ part: 'migrations', message: `Not applied yet: ${missing.join(', ')}.` });
  const background = backgroundState();
  if (background === 'quiet')
    problems.push({ part: 'queue', message: 'The scheduled work does not run: its queue has no answer.' });
  else if (background !== 'running')
    problems.push({ part: 'queue', message: 'The scheduled work does not run yet.' });
  return problems;
}
