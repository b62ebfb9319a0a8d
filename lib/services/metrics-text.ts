import { createHash, timingSafeEqual } from 'node:crypto';
import { isLoopback } from '../auth/client-address';
import { poolFigures } from '../db/prisma';
import { readEnv } from '../env';
import { metrics } from '../metrics';
import { currentRequest } from '../request-scope';
import { backgroundState } from './background';
import { runtime } from './runtime';

/**
 * The metrics as Prometheus reads them; undefined: the caller may not have them. With METRICS_TOKEN set its bearer may;
 * without, whoever connects from this machine, unless PUBLIC_URL says that a proxy does so for others.
 */
export async function metricsText(
  authorization: string | null,
): Promise<{ readonly body: string; readonly contentType: string } | undefined> {
  if (!mayRead(authorization)) return undefined;
  const { registry, poolConnections, poolWaiting, testsRunning, queueUp } = metrics();
  const pool = poolFigures();
  poolConnections.set({ state: 'used' }, pool.open - pool.idle);
  poolConnections.set({ state: 'idle' }, pool.idle);
  poolWaiting.set(pool.waiting);
  testsRunning.set(runtime().tests.count);
  queueUp.set(backgroundState() === 'running' ? 1 : 0);
  return { body: await registry.metrics(), contentType: registry.contentType };
}

function mayRead(authorization: string | null): boolean {
  const { METRICS_TOKEN, PUBLIC_URL } = readEnv();
  if (METRICS_TOKEN === undefined) return PUBLIC_URL === undefined && isLoopback(currentRequest()?.peer);
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${METRICS_TOKEN}`));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
