import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { startEmbeddedPostgres } from '../../lib/db/embedded-postgres';
import { applyMigrations } from '../../lib/db/migrations';
import { ROOT } from '../packages.mjs';
import type { LavaQuestion } from './lava-question';
import { ms } from './measure';
import type { Row, Section } from './section';
import { withTemporaryFolder } from './temporary-folder';

/** How many items each table holds. */
const SIZES = { 'lava.small.connections': 5_000, 'lava.large.connections': 50_000 };
/** What is done, and how many rounds of it are counted; of the small table, whose rounds vary more, five times as many. */
const WORKS = [
  { work: 'compare', name: 'pulled and compared', rounds: 3 },
  { work: 'take over', name: 'pulled, taken over and compared', rounds: 1 },
] as const;

/** Pulling and comparing lava's tables, beside reading them and doing nothing with them. */
export function lavaSection(): Promise<Section> {
  return withTemporaryFolder(async (folder) => {
    const server = await startEmbeddedPostgres({
      dataDir: path.join(folder, 'store'),
      port: 0,
      database: 'bench',
    });
    const started: ChildProcess[] = [];
    const start = (file: string, settings: Readonly<Record<string, string>>) => {
      const child = fork(path.join(ROOT, 'scripts/bench', file), {
        execArgv: ['--import', 'tsx'],
        env: { ...process.env, LOG_LEVEL: 'warn', ...settings },
      });
      started.push(child);
      return child;
    };
    try {
      await applyMigrations(server.url);
      const endpoint = await ask<string>(start('dynamo-process.ts', {}), SIZES);
      const env = {
        DATABASE_URL: server.url,
        SANDBOX: 'on',
        AWS_ENDPOINT_URL_DYNAMODB: endpoint,
        AWS_REGION: 'ap-southeast-2',
        AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'example',
      };
      const figures = (question: LavaQuestion) => ask<number[]>(start('lava-process.ts', env), question);
      const rows: Row[] = [];
      for (const [table, size] of Object.entries(SIZES)) rows.push(...(await rowsOf(table, size, figures)));
      return {
        title: 'lava’s tables',
        note: 'A realm that holds nothing yet, a table of items of 400 bytes in a stand-in DynamoDB, the store and the stand-in in processes of their own. By hand is a consistent scan to the end with the SDK alone, the items thrown away. Times and ratios are medians of rounds in which a scan and the work follow each other, three rounds of warming up not counted; memory is the most that was resident during one run in a new process, less what was before it.',
        rows,
      };
    } finally {
      for (const child of started) child.kill();
      await server.stop();
    }
  });
}

async function rowsOf(
  table: string,
  size: number,
  figures: (question: LavaQuestion) => Promise<number[]>,
): Promise<Row[]> {
  const time = (value = Number.NaN) =>
    `${ms(value)}, ${Math.round((size / value) * 1000).toLocaleString('en')} a second`;
  const megabytes = (bytes = Number.NaN) => `${Math.round(bytes / 1024 ** 2)} MB`;
  const [scanned] = await figures({ table, size, work: 'scan' });
  const rows: Row[] = [];
  for (const { work, name, rounds } of WORKS) {
    const [scan, taken, ratio] = await figures({
      table,
      size,
      work,
      rounds: size < 10_000 ? rounds * 5 : rounds,
    });
    const [needed] = await figures({ table, size, work });
    const what = `${size.toLocaleString('en')} items ${name}`;
    rows.push({ what, figure: time(taken), byHand: time(scan), ratio });
    rows.push({ what: `${what}: memory`, figure: megabytes(needed), byHand: megabytes(scanned) });
  }
  return rows;
}

/** Sends one message and waits for the answer. */
async function ask<T>(child: ChildProcess, question: object): Promise<T> {
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`A process of the measurement ended early (exit code ${code}).`);
  });
  // Ends in any case; only an end before the answer is a failure.
  ended.catch(() => undefined);
  child.send(question);
  const [answer] = await Promise.race([once(child, 'message'), ended]);
  return answer;
}
