import { runtime } from '../runtime';

const PATIENCE_MS = 50_000;
const LIMITS = { totalMs: PATIENCE_MS, dnsMs: PATIENCE_MS, tcpMs: PATIENCE_MS, tlsMs: PATIENCE_MS };

/** Waits until the process that dials is up, as it is in a server before anybody tests: its start takes time of a test. */
export async function warmDialler(): Promise<void> {
  const nothing = runtime().dialler.dial(
    {},
    { limits: LIMITS, applicationName: 'warm-up' },
    AbortSignal.timeout(PATIENCE_MS),
  );
  let next = await nothing.next();
  while (!next.done) next = await nothing.next();
}
