/** Runs once when the server starts: the work that is done without anybody asking. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { markRequests } = await import('./lib/auth/request-marks');
  markRequests();
  const { startBackground } = await import('./lib/services/background');
  startBackground();
}
