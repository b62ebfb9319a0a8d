// Kills a process that works on a store, and in every second round its PostgreSQL first, at a random moment; starts
// again, and compares what is stored with itself.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../lib/db/embedded-postgres';
import { applyMigrations } from '../../lib/db/migrations';
import { startSandbox } from '../../lib/sandbox/start-sandbox';
import { fillStore } from '../../lib/services/sandbox/fill-store';
import { generateClient } from '../generate-client';
import { ROOT } from '../packages.mjs';
import { agePullsAndTests, type Checked, checkStore } from './check-store';

const ROUNDS = 100;
const DATABASE_EVERY = 2;
/** From when all of the work goes on until the kill, at random. */
const LATEST_KILL_MS = 900;
const GOING_MS = 60_000;
/** The connections that only the work makes: their audit trail is whole. */
const WORKED = /^(killed|imported)-\d+$/;

const say = (text: string) => process.stdout.write(`${text}\n`);

/** `npm run kill-test -- ROUNDS`. Returns the exit code: 0 when no fault was found, 1 otherwise, 2 for a wrong call. */
export async function runKillTest(args: readonly string[]): Promise<number> {
  const [given = String(ROUNDS), ...more] = args;
  const rounds = Number(given);
  if (!Number.isInteger(rounds) || rounds < 1 || more.length > 0) {
    process.stderr.write('Usage: npm run kill-test -- [ROUNDS]\n');
    return 2;
  }
  await generateClient();
  const folder = await mkdtemp(path.join(tmpdir(), 'kill-test-'));
  await chmod(folder, 0o755);
  const sandbox = await startSandbox({ dataDir: path.join(folder, 'sandbox'), portBase: 0 });
  const start = () =>
    startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres'), port: 0, database: 'lava_connections' });
  let server = await start();
  try {
    await applyMigrations(server.url);
    await fillStore(server.url, sandbox);
    const began = performance.now();
    let [faults, databaseKills] = [0, 0];
    let last: Checked | undefined;
    for (let round = 1; round <= rounds; round += 1) {
      const killDatabase = round % DATABASE_EVERY === 0;
      const child = await startWork(server.url, sandbox.env);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * LATEST_KILL_MS));
      if (killDatabase) {
        databaseKills += 1;
        await killPostgres(folder);
      }
      await kill(child);
      if (killDatabase) server = await startAgain(start);
      last = await checkStore(server.url, WORKED);
      for (const fault of last.faults) say(`round ${round}: ${fault}`);
      faults += last.faults.length;
      await agePullsAndTests(server.url);
      if (round % 10 === 0) say(`${round} rounds: ${figures(last)}; ${faults} faults`);
    }
    const seconds = Math.round((performance.now() - began) / 1000);
    say(
      `${rounds} kills, ${databaseKills} of them of PostgreSQL too, in ${seconds} s: ${last ? figures(last) : ''}; ${faults} faults`,
    );
    return faults === 0 ? 0 : 1;
  } finally {
    await server.stop();
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function figures({ connections, events, runs, pulls }: Checked): string {
  return `${connections} connections, ${events} audit events, ${runs} test runs, ${pulls} pulls`;
}

async function startWork(databaseUrl: string, env: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [path.join(ROOT, 'scripts/run-bundled.mjs'), 'scripts/kill-test/work-process.ts'],
    {
      cwd: ROOT,
      env: { ...process.env, ...env, DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const late = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new Error(`The work did not get going within ${GOING_MS / 1000} s.`)),
      GOING_MS,
    ).unref();
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The work ended by itself.')));
  ended.catch(() => undefined);
  await Promise.race([once(child.stdout, 'data'), ended, late]);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  if (child.exitCode !== null || !child.kill('SIGKILL')) throw new Error('The work ended by itself.');
  await exit;
}

async function killPostgres(folder: string): Promise<void> {
  const file = await readFile(path.join(folder, 'postgres/pgdata/postmaster.pid'), 'utf8');
  process.kill(Number(file.split('\n')[0]), 'SIGKILL');
}

/** PostgreSQL's other processes end by themselves soon after; until then it does not start again. */
async function startAgain(start: () => Promise<EmbeddedPostgres>): Promise<EmbeddedPostgres> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
