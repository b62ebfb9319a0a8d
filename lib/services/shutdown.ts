import { prisma } from '../db/prisma';
import { log } from '../log';
import { stopBackground } from './background';
import { ServiceError } from './errors';
import { runtime } from './runtime';
import { workEnded } from './work-under-way';

/** Running tests may end by themselves within this; then they are cancelled, and recorded as such. */
const TEST_GRACE_MS = 2_000;
const RECORD_MS = 6_000;
/** Whatever happens the process is gone after this. Its supervisor waits a little longer. */
const LATEST_MS = 15_000;

/**
 * Brings everything that runs to a truthful end: tests end or are cancelled, pulls are recorded as failed, publications
 * as interrupted. Returns after 10 s at the latest.
 */
async function settle(): Promise<void> {
  const { tests, stopping } = runtime();
  stopping.abort(
    new ServiceError('UNAVAILABLE', 'The server was stopped.', { hint: 'Start it again once it is back.' }),
  );
  await Promise.all([
    tests.close(TEST_GRACE_MS, RECORD_MS),
    workEnded(TEST_GRACE_MS + RECORD_MS),
    stopBackground(),
  ]);
}

/**
 * Takes the signals that end the server: first what runs is settled, then Next.js ends as it would have (it finishes
 * open requests). Its own handlers are called from here, since they would end the process in the midst of it.
 */
export function settleOnSignals(): void {
  let stopped = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const handlers = process.listeners(signal);
    process.removeAllListeners(signal);
    process.on(signal, async () => {
      if (stopped) return;
      stopped = true;
      log.info({ signal }, 'stopping');
      setTimeout(() => process.exit(1), LATEST_MS).unref();
      await settle().catch((error) => log.error({ err: error }, 'the server could not be stopped in order'));
      log.info('stopped');
      for (const handle of handlers) handle(signal);
      if (handlers.length === 0) {
        await prisma().$disconnect();
        process.exit(0);
      }
    });
  }
}
