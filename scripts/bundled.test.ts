import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ROOT } from './packages.mjs';

const run = promisify(execFile);
const PARTS = [
  'bundle-files.mjs',
  'bundled.mjs',
  'run-bundled.mjs',
  'make-bundle.ts',
  'generate-client.ts',
  'packages.mjs',
  'source-hash.ts',
];
/** What is needed to make a bundle, and one package that gets into it. */
const PACKAGES = [
  'esbuild',
  '@esbuild',
  'tsx',
  'get-tsconfig',
  'resolve-pkg-maps',
  'prisma',
  '@prisma',
  'zod',
];

let project: string;
const bundles = () => path.join(project, 'node_modules/.lava-bundles');

/** A project of its own, whose `lib/says.ts` prints a word and where it lies. */
beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'lava-bundles-'));
  for (const folder of ['scripts', 'lib', 'prisma', 'node_modules']) await mkdir(path.join(project, folder));
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.json', 'prisma/schema.prisma'])
    await cp(path.join(ROOT, file), path.join(project, file));
  for (const file of PARTS) await cp(path.join(ROOT, 'scripts', file), path.join(project, 'scripts', file));
  await cp(path.join(ROOT, 'lib/db/generated'), path.join(project, 'lib/db/generated'), { recursive: true });
  for (const name of PACKAGES)
    await symlink(path.join(ROOT, 'node_modules', name), path.join(project, 'node_modules', name));
  await write('word');
});
afterEach(() => rm(project, { recursive: true, force: true }));

async function write(word: string): Promise<void> {
  await writeFile(
    path.join(project, 'lib/says.ts'),
    `import { z } from 'zod';
    import { word } from './word';
    console.log(z.string().parse(word), import.meta.url);`,
  );
  await writeFile(path.join(project, 'lib/word.ts'), `export const word: string = '${word}';`);
}

async function says(): Promise<string> {
  const { stdout } = await run(
    process.execPath,
    [path.join(project, 'scripts/run-bundled.mjs'), 'lib/says.ts'],
    {
      cwd: tmpdir(),
    },
  );
  return stdout.trim();
}

const kept = async () => (await readdir(bundles())).filter((name) => !name.endsWith('.json'));

it('is made once, and anew when a source has changed; a source knows where it lies', async () => {
  const place = `file://${project}/lib/says.ts`;
  expect(await says()).toBe(`word ${place}`);
  const first = await kept();
  expect(first).toHaveLength(1);
  expect(await says()).toBe(`word ${place}`);
  expect(await kept()).toEqual(first);
  await write('another');
  expect(await says()).toBe(`another ${place}`);
  expect(await kept()).toHaveLength(2);
});

it('stays for a day after another took its place: a program may be running from it', async () => {
  await says();
  const [first = ''] = await kept();
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
  await utimes(path.join(bundles(), first), yesterday, yesterday);
  await write('another');
  await says();
  expect(await kept()).toContain(first);
  await write('a third');
  await says();
  expect(await kept()).not.toContain(first);
});

it('is done without where none can be kept', async () => {
  await writeFile(bundles(), 'a file where the folder would be');
  expect(await says()).toBe(`word file://${project}/lib/says.ts`);
});

it('several programs make it at once', async () => {
  const said = await Promise.all([says(), says(), says()]);
  expect(new Set(said)).toEqual(new Set([`word file://${project}/lib/says.ts`]));
});
