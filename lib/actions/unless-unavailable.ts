import 'server-only';
import { log } from '../log';
import { databaseRefusal } from '../services/errors';

/** What a page reads; undefined when the database cannot give it. */
export async function unlessUnavailable<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!databaseRefusal(error)) throw error;
    log.warn({ err: error }, 'the database failed a page');
    return undefined;
  }
}
