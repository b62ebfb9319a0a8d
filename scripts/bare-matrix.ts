// The matrix test (e2e/matrix.spec.ts) on a copy of the console from which every layout and the proxy are taken: what
// they did cannot have been a check.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts } from '../lib/sandbox/free-ports';
import { ensureBrowser } from './browser';
import { cleanEnv } from './clean-env';
import { freePort } from './free-port';
import { ROOT } from './packages.mjs';

const NOT_COPIED = /^(\.git|\.next|\.data|\.test-data.*|\.env|test-results)$/;
/** Next needs one with `<html>`. */
const ROOT_LAYOUT = path.join('app', 'layout.tsx');
const NO_LAYOUT = 'export default ({ children }) => <html><body>{children}</body></html>;\n';
/** The build names the file among its sources. */
const NO_PROXY = `import { NextResponse } from 'next/server';\nexport const proxy = () => NextResponse.next();\n`;

/** All of it but the list of what was built: an action that only a layout names is not built without it. */
const CALLS = ' (lets|answers) ';

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Builds and starts the copy, and runs the matrix test on it. Returns the exit code of that test. */
export async function runBareMatrix(): Promise<number> {
  const copy = await mkdtemp(path.join(tmpdir(), 'bare-matrix-'));
  try {
    // PostgreSQL may run as another user.
    await chmod(copy, 0o755);
    for (const name of await readdir(ROOT)) {
      if (!NOT_COPIED.test(name)) await cp(path.join(ROOT, name), path.join(copy, name), { recursive: true });
    }
    say(`taken away   ${(await takeAway(copy)).join(', ')}`);
    const browser = await ensureBrowser(process.env.CHROMIUM_PATH);
    const port = await freePort();
    const product = await startCopy(copy, port);
    try {
      return await run(
        copy,
        ['node_modules/@playwright/test/cli.js', 'test', 'matrix.spec', '--grep', CALLS],
        {
          E2E_BASE_URL: `http://127.0.0.1:${port}`,
          ...(browser && { CHROMIUM_PATH: browser }),
        },
      );
    } finally {
      product.kill('SIGTERM');
      if (product.exitCode === null) await once(product, 'exit');
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** Removes the layouts and empties the proxy. Returns their names. */
async function takeAway(copy: string): Promise<string[]> {
  const files = await readdir(path.join(copy, 'app'), { recursive: true });
  const layouts = files
    .filter((file) => /(^|\/)(layout|template)\.tsx$/.test(file))
    .map((file) => `app/${file}`);
  for (const layout of layouts) {
    const file = path.join(copy, layout);
    await (layout === ROOT_LAYOUT ? writeFile(file, NO_LAYOUT) : rm(file));
  }
  await writeFile(path.join(copy, 'proxy.ts'), NO_PROXY);
  return [...layouts, 'proxy.ts'];
}

async function startCopy(copy: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: copy,
    env: {
      ...cleanEnv(),
      SANDBOX: 'on',
      SANDBOX_PORT: String(await freePorts()),
      PORT: String(port),
      DATA_DIR: path.join(copy, '.data'),
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      if (chunk.toString().includes('ready ')) resolve();
    });
    child.on('exit', (code) => reject(new Error(`The copy did not start (exit code ${code}).`)));
  });
  return child;
}

async function run(cwd: string, args: readonly string[], env: NodeJS.Dict<string>): Promise<number> {
  const child = spawn(process.execPath, [...args], {
    cwd,
    env: { ...cleanEnv(), ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
