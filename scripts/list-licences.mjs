// `node scripts/list-licences.mjs`: the licences of everything that production installs, one package a line.
import { register } from 'tsx/esm/api';

register();
const { mayBeUsed, productionPackages } = await import('./licences.ts');
const packages = [...(await productionPackages())].sort((a, b) => a.name.localeCompare(b.name));
for (const found of packages) {
  const marks = `${found.installs ? ' (runs a script when installed)' : ''}${mayBeUsed(found) ? '' : ' NOT ALLOWED'}`;
  process.stdout.write(`${found.name}@${found.version} ${found.licence}${marks}\n`);
}
process.exitCode = packages.every(mayBeUsed) ? 0 : 1;
