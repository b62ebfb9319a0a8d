// The licences of everything that is installed for production, from package-lock.json and the packages themselves.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { ROOT } from './packages.mjs';

const entry = z.object({
  version: z.string().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  optional: z.boolean().optional(),
  link: z.boolean().optional(),
  license: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
});
const lockFile = z.object({ packages: z.record(z.string(), entry) });
const manifest = z.object({
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
});

/** Licences that ask for no more than naming their authors, or that leave programs that use the package alone. */
const ALLOWED_LICENCES: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
]);

/** Packages that were looked at one by one, and why they may stay. */
const LOOKED_AT: ReadonlyMap<string, string> = new Map([
  ['@next/swc-darwin-arm64', 'MIT, as Next itself; built for another system'],
  ['@next/swc-darwin-x64', 'MIT, as Next itself; built for another system'],
  ['@next/swc-win32-arm64-msvc', 'MIT, as Next itself; built for another system'],
  ['@next/swc-win32-x64-msvc', 'MIT, as Next itself; built for another system'],
  [
    'elkjs',
    'EPL-2.0; unchanged, comes with the studio of the prisma command, which the console does not start',
  ],
  ['seq-queue', 'MIT by its LICENSE file; comes with mysql2, which better-auth can use'],
]);

interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** As an SPDX expression, or what the package says instead. */
  readonly licence: string;
  readonly installs: boolean;
}

/** Every package of the lock file that production installs, on any platform. */
export async function productionPackages(): Promise<readonly InstalledPackage[]> {
  const packages = await lockedPackages();
  return Promise.all(
    Object.entries(packages)
      .filter(([place, { dev, link }]) => place !== '' && !dev && !link)
      .map(async ([place, { version = '', license, hasInstallScript = false }]) => ({
        name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
        version,
        licence: license ?? (await statedLicence(place)),
        installs: hasInstallScript,
      })),
  );
}

/** The names of all packages, for development too, that run a script when they are installed. */
export async function packagesWithScripts(): Promise<readonly string[]> {
  const names = Object.entries(await lockedPackages())
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([place]) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length));
  return [...new Set(names)].sort();
}

/** Whether the package may be used: by its licence, or because it was looked at. */
export function mayBeUsed({ name, licence }: Pick<InstalledPackage, 'name' | 'licence'>): boolean {
  return LOOKED_AT.has(name) || isAllowed(licence);
}

/** Whether the expression can be met with allowed licences alone: one of those with OR, all of those with AND. */
export function isAllowed(licence: string): boolean {
  const bare = licence.replace(/^\(|\)$/g, '');
  if (bare.includes(' OR ')) return bare.split(' OR ').some(isAllowed);
  return bare.split(/ AND /i).every((part) => ALLOWED_LICENCES.has(part.trim()));
}

async function lockedPackages() {
  return lockFile.parse(JSON.parse(await readFile(path.join(ROOT, 'package-lock.json'), 'utf8'))).packages;
}

async function statedLicence(place: string): Promise<string> {
  const text = await readFile(path.join(ROOT, place, 'package.json'), 'utf8').catch(() => '{}');
  const { license, licenses } = manifest.parse(JSON.parse(text));
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'not stated';
}
