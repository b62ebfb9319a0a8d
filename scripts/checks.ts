// The checks that need nothing but the sources: lint and format, types, import rules, unused code.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { ROOT } from './packages.mjs';

const bin = (name: string) => path.join(ROOT, 'node_modules/.bin', name);

const CHECKS = [
  {
    name: 'types',
    commands: [
      { command: bin('next'), args: ['typegen'] },
      { command: bin('tsc'), args: ['--noEmit'] },
    ],
  },
  {
    name: 'lint and format',
    commands: [{ command: bin('biome'), args: ['check', '--error-on-warnings', '.'] }],
  },
  { name: 'import rules', commands: [{ command: process.execPath, args: ['scripts/cruise.mjs'] }] },
  { name: 'unused code', commands: [{ command: bin('knip'), args: ['--no-progress'] }] },
];

interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

async function execute({ command, args }: Command): Promise<{ code: number; output: string }> {
  const child = spawn(command, [...args], {
    cwd: ROOT,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  return { code: code ?? 1, output };
}

/** Runs every check, one line each; the output of one that fails is printed. */
export async function runChecks(): Promise<{ readonly passed: number; readonly failed: number }> {
  let failed = 0;
  for (const { name, commands } of CHECKS) {
    let result = { code: 0, output: '' };
    for (const command of commands) if (result.code === 0) result = await execute(command);
    process.stdout.write(`check        ${name}: ${result.code === 0 ? 'passed' : 'FAILED'}\n`);
    if (result.code !== 0) {
      failed += 1;
      process.stdout.write(`${result.output}\n`);
    }
  }
  return { passed: CHECKS.length - failed, failed };
}
