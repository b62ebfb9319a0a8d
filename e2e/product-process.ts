import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { keepLog } from './keep-log';
import { productEnv } from './product-env';

export const ROOT = path.resolve(import.meta.dirname, '..');

/** A process of the product that a test started. The build is there already. */
export interface ProductProcess {
  readonly child: ChildProcess;
  /** Where it serves, without a slash at the end. */
  readonly base: string;
  /** All that it printed so far. */
  readonly output: () => string;
}

const running = new Set<ProductProcess>();

/** Starts `npm start`, or what the arguments name instead, with these settings and none of the test's own. */
export function startProcess(
  port: number,
  env: NodeJS.Dict<string>,
  args: readonly string[] = ['scripts/start.mjs'],
): ProductProcess {
  const child = spawn(process.execPath, [...args], {
    cwd: ROOT,
    env: { ...productEnv(), PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  keepLog(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const started = { child, base: `http://127.0.0.1:${port}`, output: () => output };
  running.add(started);
  return started;
}

/** Waits until it ended. Returns its exit code, null after a signal. */
export async function ended({ child }: ProductProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** Asks it to stop and gives it the 20 s that it promises. Returns the code it ended with. */
export async function stopProcess(started: ProductProcess): Promise<number | null> {
  started.child.kill('SIGTERM');
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('It has not stopped within 20 s.')), 20_000).unref();
  });
  return Promise.race([ended(started), late]);
}

/** Stops those that tests which failed left running. */
export async function stopLeft(): Promise<void> {
  for (const started of running) await stopProcess(started);
  running.clear();
}
