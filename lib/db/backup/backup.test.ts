import { execFile } from 'node:child_process';
import { chmod, lstat, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanEnv } from '../../../scripts/clean-env';
import { createConnection } from '../../services/connections/create-connection';
import { openFilledStore } from '../../services/testing/test-store';
import { applyMigrations } from '../migrations';
import { prisma } from '../prisma';
import { backUp, storeTables } from './back-up';
import { restore } from './restore';

const run = promisify(execFile);

let store: Awaited<ReturnType<typeof openFilledStore>>;
let folder: string;
let file: string;
let next = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'backup-'));
  await chmod(folder, 0o755);
  file = path.join(folder, 'whole.gz');
  store = await openFilledStore();
  const user = await prisma().user.create({
    data: { name: 'Ann "quoted", née Ünïcödé\n', email: 'a@example.com' },
  });
  await prisma().session.create({
    data: { token: 'SESSION-CANARY', userId: user.id, expiresAt: new Date(Date.now() + 1e6) },
  });
  const dev = await prisma().realm.findUniqueOrThrow({ where: { name: 'dev' } });
  await prisma().$executeRaw`
    insert into "LavaItem" ("realmId", "connId", "now", "lookedAt")
    values (${dev.id}::uuid, 'odd', ${'{"b": 1,  "a": "\\u0000 \\\\ \\" 1.0E5", "n": 1e400}'}::json, now())`;
  await backUp(store.url, file);
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Every row of every table, as text. */
async function contents(url: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const all: Record<string, string[]> = {};
    for (const { name } of await storeTables(client)) {
      const { rows } = await client.query<{ line: string }>(
        `select t::text as "line" from public."${name}" t order by 1`,
      );
      all[name] = rows.map(({ line }) => line);
    }
    return all;
  } finally {
    await client.end();
  }
}

function database(name: string): string {
  const url = new URL(store.url);
  url.pathname = `/${name}`;
  return url.href;
}

/** The address of a database that does not exist yet. */
function newDatabase(): string {
  next += 1;
  return database(`restored_${next}`);
}

async function changedCopy(change: (lines: string[]) => string[]): Promise<string> {
  next += 1;
  const copy = path.join(folder, `changed-${next}.gz`);
  const lines = gunzipSync(await readFile(file))
    .toString()
    .split('\n');
  await writeFile(copy, gzipSync(change(lines).join('\n')));
  return copy;
}

/** The rows of a backup's tables, events in the order of their chain. */
async function rowsByTable(backup: string): Promise<Record<string, (string | null)[][]>> {
  const lines = gunzipSync(await readFile(backup))
    .toString()
    .split('\n')
    .slice(0, -2);
  const [header, ...batches] = lines.map((line) => JSON.parse(line));
  const all: Record<string, (string | null)[][]> = {};
  for (const { table, rows } of batches) all[table] = [...(all[table] ?? []), ...rows];
  const { columns } = header.tables.find(({ name }: { name: string }) => name === 'AuditEvent');
  const seq = columns.findIndex(({ name }: { name: string }) => name === 'seq');
  all.AuditEvent?.sort((one, other) => Number(one[seq]) - Number(other[seq]));
  return all;
}

async function databases(): Promise<string[]> {
  const rows = await ask<{ name: string }>(store.url, 'select datname as "name" from pg_database order by 1');
  return rows.map(({ name }) => name);
}

describe('a backup', () => {
  it('comes back equal, table by table, with sequences, migrations and the chain of events', async () => {
    const url = newDatabase();
    const restored = await restore(url, file, { replace: false });
    const [before, after] = [await contents(store.url), await contents(url)];
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const [table, rows] of Object.entries(before)) expect(after[table], table).toEqual(rows);
    expect(restored.rows).toBe(Object.values(before).flat().length);
    expect(before.AuditEvent?.length).toBeGreaterThan(0);
    expect(before.Connection?.length).toBeGreaterThan(20);
    const newest =
      'select coalesce(max(seq), 0)::text as "max", nextval(pg_get_serial_sequence(\'"AuditEvent"\', \'seq\'))::text as "next" from "AuditEvent"';
    const [sequence] = await ask<{ max: string; next: string }>(url, newest);
    expect(Number(sequence?.next)).toBeGreaterThan(Number(sequence?.max));
    expect(await applyMigrations(url)).toEqual([]);
  });

  it('leaves out who is signed in, and only its owner may read it', async () => {
    expect(gunzipSync(await readFile(file)).toString()).not.toContain('SESSION-CANARY');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('may be read by its owner only also where something was left under the name of its draft', async () => {
    const other = path.join(folder, 'of-others');
    await writeFile(other, 'kept', { mode: 0o644 });
    for (const leave of [
      (draft: string) => writeFile(draft, 'interrupted', { mode: 0o644 }),
      (draft: string) => symlink(other, draft),
    ]) {
      next += 1;
      const copy = path.join(folder, `left-over-${next}.gz`);
      await leave(`${copy}.part`);
      await backUp(store.url, copy);
      expect((await lstat(copy)).mode & 0o777).toBe(0o600);
      expect((await lstat(copy)).isFile()).toBe(true);
      expect(await readFile(other, 'utf8')).toBe('kept');
    }
  });

  it('is of one moment, while the console writes', async () => {
    const live = path.join(folder, 'live.gz');
    let writing = true;
    let written = 0;
    const writer = (async () => {
      while (writing) {
        written += 1;
        const spec = {
          conn_id: `live-${written}`,
          type: 'redshift',
          enabled: true,
          host: 'a.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com',
          port: 5439,
          database: 'd',
          user: 'etl',
        };
        await createConnection(store.context, { realm: 'dev', spec });
      }
    })();
    await expect.poll(() => written).toBeGreaterThan(3);
    await backUp(store.url, live);
    const afterwards = written;
    await expect.poll(() => written).toBeGreaterThan(afterwards);
    writing = false;
    await writer;
    const url = newDatabase();
    await restore(url, live, { replace: false });
    const [counts] = await ask<{ connections: string; events: string }>(
      url,
      `select (select count(*) from "Connection" where "connId" like 'live-%') as "connections",
        (select count(*) from "AuditEvent" where "target" like 'live-%') as "events"`,
    );
    expect(Number(counts?.connections)).toBeGreaterThan(0);
    expect(Number(counts?.connections)).toBeLessThan(written);
    expect(counts?.events).toBe(counts?.connections);
  });
});

describe('a restore', () => {
  it('refuses to go over a store that holds something; with --replace that is kept aside', async () => {
    const url = newDatabase();
    await restore(url, file, { replace: false });
    await ask(url, `update "Realm" set "description" = 'edited since'`);
    const edited = await contents(url);
    await expect(restore(url, file, { replace: false })).rejects.toThrow('With --replace it is put aside');
    expect(await contents(url)).toEqual(edited);
    const { keptAs } = await restore(url, file, { replace: true });
    expect((await contents(url)).Realm).not.toEqual(edited.Realm);
    expect(await contents(database(keptAs ?? ''))).toEqual(edited);
  });

  it('does not happen when its event cannot be written', async () => {
    const url = newDatabase();
    await restore(url, file, { replace: false });
    const [before, whole] = [await databases(), await contents(url)];
    const record = () => Promise.reject(new Error('The trail is full.'));
    await expect(restore(url, file, { replace: true, record })).rejects.toThrow('The trail is full.');
    expect(await databases()).toEqual(before);
    expect(await contents(url)).toEqual(whole);
  });

  it('takes the place of an empty store', async () => {
    const url = newDatabase();
    await ask(store.url, `create database ${new URL(url).pathname.slice(1)}`);
    await applyMigrations(url);
    expect(await restore(url, file, { replace: false })).not.toHaveProperty('keptAs');
    expect((await contents(url)).Realm?.length).toBeGreaterThan(0);
  });

  it.each([
    ['holds something', (url: string) => restore(url, file, { replace: false })],
    ['is empty', (url: string) => ask(store.url, `create database ${new URL(url).pathname.slice(1)}`)],
  ])('waits for nobody: a console that is connected to a store that %s is named', async (_, make) => {
    const url = newDatabase();
    await make(url);
    const before = await databases();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await expect(restore(url, file, { replace: true })).rejects.toThrow('Stop the console, then restore.');
      expect(await databases()).toEqual(before);
    } finally {
      await client.end();
    }
  });

  const text = (value: object) => JSON.stringify(value);
  it.each<[string, (lines: string[]) => string[], RegExp]>([
    ['a missing end', (lines) => lines.slice(0, -2), /damaged: its end is missing/],
    ['a missing row', (lines) => lines.toSpliced(3, 1), /damaged: its checksum is another/],
    ['a changed value', (lines) => lines.map((line) => line.replace('redshift', 'redshaft')), /damaged/],
    ['a broken line', (lines) => lines.toSpliced(2, 1, '{"table":"Realm","rows'), /damaged: a line/],
    ['an empty file', () => [''], /is no backup of Lava Connections/],
    ['another JSON', () => ['{"a":1}'], /is no backup of Lava Connections/],
    [
      'a later version of the file',
      (lines) => [text({ ...JSON.parse(lines[0] ?? ''), version: 2 }), ...lines.slice(1)],
      /is of version 2; this one reads version 1/,
    ],
    [
      'migrations nobody knows',
      (lines) => [
        text({ ...JSON.parse(lines[0] ?? ''), migrations: ['20991231000000_future'] }),
        ...lines.slice(1),
      ],
      /made by another version.*20991231000000_future/,
    ],
    [
      'SQL in the name of a type',
      (lines) => [
        (lines[0] ?? '').replace('"type":"uuid"', '"type":"uuid); drop table x; --"'),
        ...lines.slice(1),
      ],
      /damaged: its table/,
    ],
  ])('refuses a file with %s and leaves nothing behind', async (_, change, message) => {
    const copy = await changedCopy(change);
    const before = await databases();
    await expect(restore(newDatabase(), copy, { replace: false })).rejects.toThrow(message);
    expect(await databases()).toEqual(before);
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2), /damaged/],
    [
      // In its checksum: a byte further in front can also make the first line another, and so be no backup at all.
      'with a flipped byte',
      (bytes: Buffer) => Buffer.from(bytes).fill(~(bytes.at(-8) ?? 0), bytes.length - 8, bytes.length - 7),
      /damaged/,
    ],
    ['that is no gzip', () => Buffer.from('Dear diary, '.repeat(50)), /is no backup/],
    ['that is empty', () => Buffer.alloc(0), /is no backup/],
  ])('refuses a file %s', async (_, change, message) => {
    next += 1;
    const copy = path.join(folder, `bytes-${next}.gz`);
    await writeFile(copy, change(await readFile(file)));
    const before = await databases();
    await expect(restore(newDatabase(), copy, { replace: false })).rejects.toThrow(message);
    expect(await databases()).toEqual(before);
  });

  it('says that there is no such file', async () => {
    await expect(restore(newDatabase(), path.join(folder, 'none'), { replace: false })).rejects.toThrow(
      'There is no file',
    );
  });

  it('brings a backup of an older version up to date', async () => {
    const old = newDatabase();
    await ask(store.url, `create database ${new URL(old).pathname.slice(1)}`);
    await applyMigrations(old, ['20261123145724_first_tables']);
    await ask(
      old,
      `insert into "Realm" ("id", "name", "account", "region", "kmsAlias", "updatedAt")
       values (gen_random_uuid(), 'old', '123456789012', 'eu-west-1', 'alias/x', now())`,
    );
    const copy = path.join(folder, 'old.gz');
    await backUp(old, copy);
    const url = newDatabase();
    await restore(url, copy, { replace: false });
    expect(await ask(url, 'select "name", "fourEyes" from "Realm"')).toEqual([
      { name: 'old', fourEyes: false },
    ]);
    expect(await applyMigrations(url)).toEqual([]);
  });
});

it('works as commands, on a data folder of its own', async () => {
  const root = path.resolve(import.meta.dirname, '../../..');
  const env = { ...cleanEnv(), DATA_DIR: path.join(folder, 'data') };
  const command = (name: string, ...args: string[]) =>
    run(process.execPath, [path.join(root, `scripts/${name}.mjs`), ...args], { cwd: folder, env }).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
    );
  expect(await command('restore', file)).toMatchObject({
    code: 0,
    said: expect.stringMatching(/rows are back/),
  });
  expect(await command('restore', file)).toMatchObject({
    code: 1,
    said: expect.stringContaining('--replace'),
  });
  const copy = path.join(folder, 'again.gz');
  expect(await command('backup', copy)).toMatchObject({ code: 0 });
  expect(await command('backup', copy)).toMatchObject({
    code: 1,
    said: expect.stringContaining('exists already'),
  });
  expect(await command('backup')).toMatchObject({ code: 2 });
  const later = path.join(folder, 'later.gz');
  expect(await command('backup', later)).toMatchObject({ code: 0 });
  const [original, restored, backedUp] = await Promise.all([file, copy, later].map(rowsByTable));
  // Nothing but what the commands did themselves has come to the trail.
  const { AuditEvent: events = [], ...others } = original ?? {};
  const { AuditEvent: eventsAfter = [], ...othersAfter } = restored ?? {};
  expect(othersAfter).toEqual(others);
  expect(eventsAfter.slice(0, -1)).toEqual(events);
  expect(eventsAfter.at(-1)).toEqual(
    expect.arrayContaining(['operator', 'store.restore', 'whole.gz', 'done']),
  );
  expect(backedUp?.AuditEvent?.slice(0, -1)).toEqual(eventsAfter);
  expect(backedUp?.AuditEvent?.at(-1)).toEqual(
    expect.arrayContaining(['operator', 'store.backup', 'again.gz', 'done']),
  );
});
