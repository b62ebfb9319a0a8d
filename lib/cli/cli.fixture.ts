import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { devNull, tmpdir } from 'node:os';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { main } from './main';

const SCRIPT = fileURLToPath(new URL('../../scripts/lava-conn.mjs', import.meta.url));

/** How a run of the command line ended. */
export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Every line of the standard output, as JSON. */
  lines(): Record<string, unknown>[];
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Written to the standard input, which is then closed; absent: it stays open and silent. */
  readonly stdin?: string | Buffer;
}

/** What the program finds in its environment besides what a test sets: nothing of this machine's own configuration. */
const CLEAN = {
  DOT_ENV: 'off',
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** Settings for the AWS at `endpoint`, and for no other. */
export function awsEnv(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'ap-southeast-2',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
  };
}

/** Starts the real program, in another folder than its own. Pass the result to `ended`. */
export function startCli(args: readonly string[], { env = {}, stdin }: CliOptions = {}) {
  const child = spawn(process.execPath, [SCRIPT, ...args], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...CLEAN, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A program that refuses its input early closes it.
  child.stdin.on('error', () => child.stdin.destroy());
  if (stdin !== undefined) child.stdin.end(stdin);
  return child;
}

/** Waits for the program's end. */
export async function ended(child: ReturnType<typeof startCli>): Promise<CliRun> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr += chunk));
  const [code] = await once(child, 'close');
  return { code, stdout, stderr, lines: () => linesOf(stdout) };
}

function linesOf(stdout: string): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

/** Runs the real program to its end. */
export function runCli(args: readonly string[], options?: CliOptions): Promise<CliRun> {
  return ended(startCli(args, options));
}

/** Runs the program's code in this process, where starting another for every call would take most of the time. */
export async function runHere(
  args: readonly string[],
  { env = {}, stdin = '' }: CliOptions = {},
): Promise<CliRun> {
  for (const [name, value] of Object.entries({ ...CLEAN, ...env })) vi.stubEnv(name, value);
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const said = Promise.all([text(stdout), text(stderr)]);
  const code = await main(args, {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout,
    stderr,
    signal: new AbortController().signal,
    prepareStore: async () => undefined,
  });
  stdout.end();
  stderr.end();
  vi.unstubAllEnvs();
  const [out, err] = await said;
  return { code, stdout: out, stderr: err, lines: () => linesOf(out) };
}
