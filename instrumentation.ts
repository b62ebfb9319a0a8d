import type { Instrumentation } from 'next';

/** Runs once when the server starts: the work that is done without anybody asking. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startServer } = await import('./lib/services/start-server');
  startServer();
}

/** What a page failed with goes to the log under the request's id, beside the digest that the page shows. */
export const onRequestError: Instrumentation.onRequestError = async (
  error,
  request,
  { routePath, routeType },
) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { logFailure } = await import('./lib/services/start-server');
  logFailure(error, { method: request.method, path: request.path.split('?')[0], routePath, routeType });
};
