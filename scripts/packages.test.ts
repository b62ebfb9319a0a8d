import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ensurePackages, ROOT } from './packages.mjs';

const run = promisify(execFile);

/** Packs a package whose script leaves a file behind. Returns its entry in a lock file. */
async function packageWithScript(folder: string, name: string): Promise<object> {
  const source = path.join(folder, name, 'package');
  await mkdir(source, { recursive: true });
  const postinstall = `node -e "require('fs').writeFileSync('has-run', '')"`;
  await writeFile(
    path.join(source, 'package.json'),
    JSON.stringify({ name, version: '1.0.0', scripts: { postinstall } }),
  );
  await run('tar', ['-czf', path.join(folder, `${name}.tgz`), '-C', path.dirname(source), 'package']);
  return { version: '1.0.0', resolved: `file:${name}.tgz`, hasInstallScript: true };
}

it('runs the scripts of packages that package.json allows, and no others', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lava-packages-'));
  try {
    const dependencies = { allowed: 'file:allowed.tgz', refused: 'file:refused.tgz' };
    const allowScripts = { allowed: true, refused: false, 'for-another-system': true };
    const packages = {
      '': { dependencies },
      'node_modules/allowed': await packageWithScript(folder, 'allowed'),
      'node_modules/refused': await packageWithScript(folder, 'refused'),
    };
    const write = (name: string, content: object) =>
      writeFile(path.join(folder, name), JSON.stringify(content));
    await write('package.json', { dependencies, allowScripts });
    await write('package-lock.json', { lockfileVersion: 3, requires: true, packages });
    ensurePackages(folder);
    const hasRun = (name: string) => access(path.join(folder, 'node_modules', name, 'has-run'));
    await hasRun('allowed');
    await expect(hasRun('refused')).rejects.toThrow('ENOENT');
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('knows of every package what it is, whatever the registry would give', async () => {
  const { packages } = JSON.parse(await readFile(path.join(ROOT, 'package-lock.json'), 'utf8'));
  const entries = Object.entries<{ link?: boolean; integrity?: string }>(packages);
  expect(entries.length).toBeGreaterThan(300);
  const unknown = entries.filter(
    ([where, { link, integrity = '' }]) => where !== '' && !link && !/^sha512-[\w+/]{86}==$/.test(integrity),
  );
  expect(unknown.map(([where]) => where)).toEqual([]);
});
