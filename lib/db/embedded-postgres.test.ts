import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';

let dataDir: string;
let server: EmbeddedPostgres | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'embedded-postgres-'));
  await chmod(dataDir, 0o755);
});

afterEach(async () => {
  await server?.stop();
  server = undefined;
  await rm(dataDir, { recursive: true });
});

/** Makes the folder one that was initialised before, which takes a tenth of the time. */
async function initialised(): Promise<void> {
  await promisify(execFile)('cp', ['-a', `${inject('preparedStores').folder}/store/.`, dataDir]);
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(sql);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

const pid = async () =>
  Number((await readFile(join(dataDir, 'pgdata/postmaster.pid'), 'utf8')).split('\n')[0]);

describe('startEmbeddedPostgres', () => {
  it('starts from nothing with the database and the settings asked for', async () => {
    server = await startEmbeddedPostgres({
      dataDir,
      port: 0,
      database: 'my "app"',
      settings: { application_name: "it's; quoted" },
    });
    expect(server.reused).toBe(false);
    expect(await ask(server.url, 'SELECT current_database() AS answer')).toBe('my "app"');
    expect(await ask(server.url, "SELECT current_setting('application_name') AS answer")).toBe(
      "it's; quoted",
    );
    expect((await stat(join(dataDir, 'superuser-password'))).mode & 0o777).toBe(0o600);
  });

  it('asks everyone for the password', async () => {
    await initialised();
    server = await startEmbeddedPostgres({ dataDir, port: 0 });
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('works below a folder that only its owner may enter', async () => {
    await chmod(dataDir, 0o700);
    server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'inside'), port: 0 });
    expect(await ask(server.url, 'SELECT 1 AS answer')).toBe(1);
  });

  it('keeps its data from one start to the next', async () => {
    await initialised();
    server = await startEmbeddedPostgres({ dataDir, port: 0 });
    await ask(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await server.stop();
    server = await startEmbeddedPostgres({ dataDir, port: 0 });
    expect(server.reused).toBe(false);
    expect(await ask(server.url, 'SELECT answer FROM kept')).toBe(42);
  });

  it('takes over the server that a killed process left running', async () => {
    await initialised();
    const starter = join(dataDir, 'starter.mts');
    await writeFile(
      starter,
      `import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, 'embedded-postgres'))};
       const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, port: 0 });
       process.stdout.write(String(server.port));
       setInterval(() => {}, 1000);`,
    );
    const child = spawn(process.execPath, ['--import', 'tsx', starter], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [port] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => [])]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    server = await startEmbeddedPostgres({ dataDir, port: 0 });
    expect(server.reused).toBe(true);
    expect(server.port).toBe(Number(port));
    expect(await ask(server.url, 'SELECT 1 AS answer')).toBe(1);
  });

  it('recovers when the server itself was killed', async () => {
    await initialised();
    server = await startEmbeddedPostgres({ dataDir, port: 0 });
    await ask(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(await pid(), 'SIGKILL');
    server = await startEmbeddedPostgres({ dataDir, port: 0 });
    expect(await ask(server.url, 'SELECT answer FROM kept')).toBe(42);
  });

  it('is not misled by a pid file that names another process, or nothing', async () => {
    await initialised();
    server = await startEmbeddedPostgres({ dataDir, port: 0 });
    await server.stop();
    for (const text of [`${process.pid}\n${dataDir}\n0\n5432\n\n\n\nready\n`, '']) {
      await writeFile(join(dataDir, 'pgdata/postmaster.pid'), text);
      server = await startEmbeddedPostgres({ dataDir, port: 0 });
      expect(server.reused).toBe(false);
      await server.stop();
    }
    server = undefined;
  });

  it('begins anew after an initialisation that was cut short', async () => {
    await mkdir(join(dataDir, 'pgdata.new-half'));
    await writeFile(join(dataDir, 'pgdata.new-half/PG_VERSION'), '18');
    server = await startEmbeddedPostgres({ dataDir, port: 0 });
    expect(await ask(server.url, 'SELECT 1 AS answer')).toBe(1);
    await expect(stat(join(dataDir, 'pgdata.new-half'))).rejects.toThrow('ENOENT');
  });

  it('names the port that is in use', async () => {
    await initialised();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(startEmbeddedPostgres({ dataDir, port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use.`,
    );
    other.close();
  });
});
