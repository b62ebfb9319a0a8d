import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { isAllowed, mayBeUsed, packagesWithScripts, productionPackages } from './licences';
import { ROOT } from './packages.mjs';

it('finds only licences that are on the list', async () => {
  const packages = await productionPackages();
  expect(packages.length).toBeGreaterThan(100);
  const others = packages.filter(({ name, licence }) => !mayBeUsed({ name, licence }));
  expect(others.map(({ name, licence }) => `${name}: ${licence}`)).toEqual([]);
});

it('reads expressions', () => {
  expect(isAllowed('(MIT OR GPL-3.0)')).toBe(true);
  expect(isAllowed('MIT AND ISC')).toBe(true);
  for (const refused of ['GPL-3.0', 'MIT AND GPL-3.0', 'not stated', 'UNLICENSED'])
    expect(isAllowed(refused)).toBe(false);
});

it('decides on every package that has an install script, and on no other', async () => {
  const { allowScripts } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  expect(Object.keys(allowScripts).sort()).toEqual(await packagesWithScripts());
});
