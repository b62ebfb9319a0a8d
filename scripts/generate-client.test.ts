import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from './packages.mjs';

const SCRIPT = pathToFileURL(path.join(ROOT, 'scripts/generate-client.ts')).href;

let project: string;

beforeAll(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'lava-client-'));
  await mkdir(path.join(project, 'prisma'));
  for (const name of ['prisma/schema.prisma', 'package-lock.json'])
    await cp(path.join(ROOT, name), path.join(project, name));
});
afterAll(() => rm(project, { recursive: true, force: true }));

/** A program that generates the client of that project, as any command that needs it does first. */
function start(): ChildProcess {
  const work = `import { generateClient } from ${JSON.stringify(SCRIPT)};
    await generateClient(${JSON.stringify(project)});`;
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', work], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

const client = () =>
  readFile(path.join(project, 'lib/db/generated/internal/class.ts'), 'utf8').catch(() => '');

it('is there whole or not at all, while another program that makes it is killed', async () => {
  const whole = start();
  const killed = start();
  while (whole.exitCode === null) {
    const text = await client();
    if (text !== '') expect(text).toContain('getPrismaClientClass');
    if (text !== '') killed.kill('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(await ended(whole)).toBe(0);
  killed.kill('SIGKILL');
  await ended(killed);
  const after = start();
  expect(await ended(after)).toBe(0);
  expect(await client()).toContain('getPrismaClientClass');
});
