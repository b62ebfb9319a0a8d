import pg from 'pg';

const PATIENCE_MS = 1_500;
const FRESH_MS = 500;

interface Answer {
  readonly at: number;
  readonly error: Promise<Error | undefined>;
}

const answers = new Map<string, Answer>();

/**
 * Asks the database over a connection of its own whether it answers, within 1.5 s. Returns why not; undefined when it
 * does. Those who ask at the same time, or within half a second, share one answer.
 */
export function databaseFault(databaseUrl: string, now: () => number = Date.now): Promise<Error | undefined> {
  const known = answers.get(databaseUrl);
  if (known && now() - known.at < FRESH_MS) return known.error;
  const error = ask(databaseUrl);
  answers.set(databaseUrl, { at: now(), error });
  return error;
}

async function ask(databaseUrl: string): Promise<Error | undefined> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  });
  // A connection that breaks between two steps has its word in the step that comes next.
  client.on('error', () => undefined);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database does not answer.')), PATIENCE_MS);
  });
  try {
    await Promise.race([late, client.connect().then(() => client.query('select 1'))]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    clearTimeout(timer);
    client.end().catch(() => undefined);
  }
}
