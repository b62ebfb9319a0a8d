import pg from 'pg';
import { sharedAnswers } from './shared-answers';

const PATIENCE_MS = 1_500;

/**
 * Asks the database over a connection of its own whether it answers, within 1.5 s. Returns why not; undefined when it
 * does. Those who ask at the same time, or within half a second, share one answer.
 */
export const databaseFault = sharedAnswers(ask);

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
