import { setTimeout as wait } from 'node:timers/promises';
import { log } from '../log';

const RETRY_MS = 1_000;
const PATIENCE_MS = 24 * 3_600_000;

/** Takes a step of the database until it succeeds, for a day. Never throws, and keeps no process alive. */
export async function keepTrying(step: () => Promise<void>): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (; Date.now() < until; await wait(RETRY_MS, undefined, { ref: false })) {
    try {
      return await step();
    } catch (error) {
      log.debug({ err: error }, 'a step failed and is tried again');
    }
  }
}
