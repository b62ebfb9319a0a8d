// The process that serves: Next on the port and address of the settings.
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type { Env } from '../lib/env';
import { ROOT } from './packages.mjs';
import { serverEnv } from './server-env';

const NEXT = path.join(ROOT, 'node_modules/next/dist/bin/next');
const POLL_MS = 50;

/** Starts the web server. `extra`: settings besides those of this process, over which they win. */
export function startNext(env: Env, dev: boolean, extra: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(
    process.execPath,
    [NEXT, dev ? 'dev' : 'start', '--hostname', env.HOST, '--port', String(env.PORT)],
    {
      cwd: ROOT,
      env: {
        ...serverEnv(process.env),
        ...extra,
        NEXT_TELEMETRY_DISABLED: '1',
        // With another one, developing would rewrite tsconfig.json.
        NODE_ENV: dev ? 'development' : 'production',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  child.stdout?.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    if (dev || text.startsWith('{')) process.stdout.write(text);
  });
  return child;
}

/** Waits until the server answers at `url`. @throws {Error} when it ends instead */
export async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(
        `The web server ended before it served (${child.signalCode ?? `exit code ${child.exitCode}`}).`,
      );
    }
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
