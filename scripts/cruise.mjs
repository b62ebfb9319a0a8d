// Runs dependency-cruiser. It reads TypeScript with the compiler's old programming interface, which TypeScript 7 does
// not have; so its import of `typescript` is led to the last version that has it.
import { readdirSync } from 'node:fs';
import Module, { register } from 'node:module';
import path from 'node:path';

const redirect = `export function resolve(specifier, context, next) {
  return next(specifier === 'typescript' ? 'typescript-classic' : specifier, context);
}`;
register(`data:text/javascript,${encodeURIComponent(redirect)}`);
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) =>
  resolveFilename.call(Module, request.replace(/^typescript(?=\/|$)/, 'typescript-classic'), ...rest);

const { default: rules } = await import('../.dependency-cruiser.mjs');
const { cruise, format } = await import('dependency-cruiser');
const { default: extractTSConfig } = await import('dependency-cruiser/config-utl/extract-ts-config');
// Named one by one: of folders it would read only what it thinks it has a compiler for.
const files = ['app', 'components', 'lib', 'scripts'].flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .map((file) => path.join(folder, String(file)))
    .filter((file) => /\.(tsx?|mjs)$/.test(file) && !file.startsWith('lib/db/generated')),
);
const result = await cruise(files, { ruleSet: rules, validate: true, ...rules.options }, undefined, {
  tsConfig: extractTSConfig('tsconfig.json'),
});
const report = await format(result.output, { outputType: 'err' });
process.stdout.write(report.output);
process.exitCode = report.exitCode === 0 ? 0 : 1;
