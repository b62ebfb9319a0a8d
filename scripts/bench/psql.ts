import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { median } from './measure';

const run = promisify(execFile);

/**
 * How long psql itself reports for the statements together (`\timing`, rows fetched and thrown away), in ms: the median
 * of `times` runs after one that is not counted. Null where psql is not installed.
 */
export async function psqlTime(
  url: string,
  times: number,
  statements: readonly string[],
): Promise<number | null> {
  const round = statements.map((statement) => `${statement} \\g /dev/null`).join('\n');
  const script = ['\\timing on', ...Array.from({ length: times + 1 }, () => round)].join('\n');
  const child = run('psql', ['--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', url]);
  child.child.stdin?.on('error', () => undefined).end(script);
  let output: string;
  try {
    output = (await child).stdout;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const reported = [...output.matchAll(/^Time: ([\d.]+) ms/gm)].map(([, figure]) => Number(figure));
  const rounds: number[] = [];
  for (let first = 0; first < reported.length; first += statements.length) {
    rounds.push(reported.slice(first, first + statements.length).reduce((sum, one) => sum + one, 0));
  }
  if (rounds.length !== times + 1) throw new Error('psql did not report a time for every statement.');
  return median(rounds.slice(1));
}
