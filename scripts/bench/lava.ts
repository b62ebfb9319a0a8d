import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { startEmbeddedPostgres } from '../../lib/db/embedded-postgres';
import { applyMigrations } from '../../lib/db/migrations';
import { ROOT } from '../packages.mjs';
import type { Row, Section } from './section';
import { withTemporaryFolder } from './temporary-folder';

/** How many items each table holds. */
const SIZES = { 'lava.small.connections': 5_000, 'lava.large.connections': 50_000 };

/** Pulling and comparing lava's tables, beside reading them and doing nothing with them. */
export function lavaSection(): Promise<Section> {
  return withTemporaryFolder(async (folder) => {
    const server = await startEmbeddedPostgres({
      dataDir: path.join(folder, 'store'),
      port: 0,
      database: 'bench',
    });
    const started: ChildProcess[] = [];
    const start = (file: string, env: Readonly<Record<string, string>>) => {
      const child = fork(path.join(ROOT, 'scripts/bench', file), {
        execArgv: ['--import', 'tsx'],
        env: { ...process.env, LOG_LEVEL: 'warn', ...env },
      });
      started.push(child);
      return child;
    };
    try {
      await applyMigrations(server.url);
      const endpoint = await ask<string>(start('dynamo-process.ts', {}), SIZES);
      const rows = await ask<Row[]>(
        start('lava-process.ts', {
          DATABASE_URL: server.url,
          SANDBOX: 'on',
          AWS_ENDPOINT_URL_DYNAMODB: endpoint,
          AWS_REGION: 'ap-southeast-2',
          AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
          AWS_SECRET_ACCESS_KEY: 'example',
        }),
        SIZES,
      );
      return {
        title: 'lava’s tables',
        note: 'A realm that holds nothing yet, a table of items of 400 bytes in a stand-in DynamoDB, the store and the stand-in in processes of their own. By hand is a consistent scan to the end with the items thrown away. Memory is the most that was resident meanwhile, less what was before the first run. Median of 3.',
        rows,
      };
    } finally {
      for (const child of started) child.kill();
      await server.stop();
    }
  });
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
