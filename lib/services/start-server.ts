import { markRequests } from '../auth/request-marks';
import { shownPath } from '../http/shown-path';
import { log } from '../log';
import { metrics } from '../metrics';
import { watchRequests } from '../watch-requests';
import { startBackground } from './background';
import { runtime } from './runtime';
import { settleOnSignals } from './shutdown';

/** What the web server does once, before its first request. */
export function startServer(): void {
  markRequests();
  metrics();
  watchRequests();
  startBackground();
  runtime().dialler.start();
  settleOnSignals();
}

/** A request that failed outside of our own routes and actions: in a page. */
export function logFailure(error: unknown, where: Readonly<Record<string, string | undefined>>): void {
  const digest = error instanceof Error ? Reflect.get(error, 'digest') : undefined;
  const path = where.path === undefined ? {} : { path: shownPath(where.path) };
  log.error(
    { err: error, ...where, ...path, ...(typeof digest === 'string' && { digest }) },
    'a page failed',
  );
}
