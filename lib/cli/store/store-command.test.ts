import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../db/embedded-postgres';
import { applyMigrations } from '../../db/migrations';
import { createPrisma } from '../../db/prisma';
import { type CliOptions, ended, runCli, runHere, startCli } from '../cli.fixture';

const SPEC = {
  'x-first': { b: 1, a: ['é', null] },
  conn_id: 'team/warehouse',
  type: 'redshift',
  enabled: true,
  host: 'wh.abc.ap-southeast-2.redshift.amazonaws.com',
  port: 5439,
  database: 'analytics',
  user: 'etl',
};
const PASTED = { conn_id: 'pasted', password: 'hunter2 hunter2' };

let folder: string;
let server: EmbeddedPostgres;
let db: ReturnType<typeof createPrisma>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lava-conn-store-'));
  server = await startEmbeddedPostgres({
    dataDir: join(folder, 'data', 'postgres'),
    port: 0,
    database: 'lava_connections',
  });
  await applyMigrations(server.url);
  db = createPrisma(server.url);
  await db.realm.create({
    data: { name: 'dev', account: '123456789012', region: 'ap-southeast-2', kmsAlias: 'alias/lava-dev-sys' },
  });
});
afterAll(async () => {
  await db.$disconnect();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const onStore = (stdin?: string | Buffer): CliOptions => ({
  env: { DATABASE_URL: server.url, LAVA_REALM: 'dev' },
  ...(stdin !== undefined && { stdin }),
});
const cli = (args: readonly string[], stdin?: string | Buffer) => runHere(args, onStore(stdin));
const program = (args: readonly string[], stdin?: string | Buffer) => runCli(args, onStore(stdin));
const stored = () => db.connection.count();
const states = (run: Awaited<ReturnType<typeof cli>>) =>
  run.lines().map(({ connId, state }) => [connId, state]);

test('import, diff and export, there and back', async () => {
  const dry = await cli(['import', '--dry-run'], JSON.stringify([SPEC]));
  expect(dry).toMatchObject({ code: 0, stderr: '' });
  expect(dry.lines()).toMatchObject([
    { ok: true, connId: 'team/warehouse', state: 'new', file: 'standard input', line: 1, column: 2 },
  ]);
  expect(await stored()).toBe(0);

  const imported = await program(['import'], JSON.stringify([SPEC]));
  expect(imported).toMatchObject({ code: 0, stderr: 'lava-conn: Imported into dev: 1 new, 0 changed.\n' });
  const event = await db.auditEvent.findFirstOrThrow({ where: { action: 'connection.import' } });
  expect(event).toMatchObject({ actor: expect.stringMatching(/^lava-conn \(/), target: 'team/warehouse' });

  const exported = await program(['export']);
  expect(exported).toMatchObject({ code: 0, stderr: '' });
  expect(exported.stdout).toBe(`${JSON.stringify([SPEC], null, 2)}\n`);
  const yaml = await cli(['export', '--format', 'yaml']);
  for (const text of [exported.stdout, yaml.stdout]) {
    const same = await cli(['diff', '-'], text);
    expect([same.code, states(same)]).toEqual([0, [['team/warehouse', 'same']]]);
  }

  const changed = await cli(['diff', '-'], JSON.stringify({ ...SPEC, port: 5440 }));
  expect(changed.code).toBe(1);
  expect(changed.lines()).toMatchObject([
    { ok: false, state: 'changed', changes: [{ field: 'port', before: 5439, after: 5440 }] },
  ]);
  const other = await cli(['diff', '--all', '-'], '{"conn_id":"other"}');
  expect([other.code, states(other)]).toEqual([
    1,
    [
      ['other', 'new'],
      ['team/warehouse', 'only-in-store'],
    ],
  ]);
});

test('files, folders and archives; an export of each kind', async () => {
  const specs = join(folder, 'specs');
  await mkdir(join(specs, 'deep'), { recursive: true });
  await writeFile(join(specs, 'deep', 'a.json'), '{"conn_id":"a"}');
  await writeFile(join(specs, 'b.yaml'), 'conn_id: b\n');
  await writeFile(join(specs, 'README.md'), 'no');
  await writeFile(join(specs, '.hidden.json'), '{"conn_id":"hidden"}');
  const archive = join(folder, 'c.zip');
  await writeFile(archive, zipSync({ '../../c.json': Buffer.from('{"conn_id":"c"}') }));
  const plain = join(folder, 'plain');
  await writeFile(plain, 'conn_id: d\n');
  const run = await cli(['import', specs, archive, plain]);
  expect(run.code).toBe(0);
  expect(run.stderr).toContain(`README.md\nlava-conn: Imported into dev: 4 new`);
  expect(run.lines().map(({ connId, file }) => [connId, file])).toEqual([
    ['b', join(specs, 'b.yaml')],
    ['a', join(specs, 'deep', 'a.json')],
    ['c', `${archive}/../../c.json`],
    ['d', plain],
  ]);

  const out = join(folder, 'out/');
  const exported = await cli(['export', '--out', out, '--format', 'yaml', '--filter', 'connId^team/']);
  expect(exported.lines()).toEqual([{ ok: true, out, connections: 1, files: 1 }]);
  expect(await readdir(out, { recursive: true })).toEqual(['team', 'team/warehouse.yaml']);
  const zip = join(folder, 'all.zip');
  expect((await cli(['export', '--out', zip])).lines()).toMatchObject([{ connections: 5, files: 1 }]);
  for (const back of [out, zip]) {
    const same = await cli(['diff', back]);
    expect([same.code, new Set(same.lines().map(({ state }) => state))]).toEqual([0, new Set(['same'])]);
  }
  const one = join(folder, 'one.json');
  await cli(['export', '--out', one]);
  expect(JSON.parse(await readFile(one, 'utf8'))).toHaveLength(5);
});

test('a refused one keeps all from being imported, unless it is to be skipped; it is never repeated', async () => {
  const before = await stored();
  const text = JSON.stringify([{ conn_id: 'good' }, PASTED, { type: 'redshift' }], null, 1);
  const run = await cli(['import'], text);
  expect([run.code, states(run)]).toEqual([
    1,
    [
      ['good', 'new'],
      ['pasted', 'refused'],
      [null, 'refused'],
    ],
  ]);
  expect(run.lines()[1]).toMatchObject({
    ok: false,
    line: 5,
    reason: expect.stringMatching(/looks like the secret/),
  });
  expect(run.stderr).toContain('Nothing was imported: 2 refused.');
  expect(run.stdout + run.stderr).not.toContain('hunter2');
  expect(await stored()).toBe(before);

  const skipped = await cli(['import', '--skip-refused'], text);
  expect(skipped).toMatchObject({ code: 1, stderr: 'lava-conn: Imported into dev: 1 new, 0 changed.\n' });
  expect(await stored()).toBe(before + 1);
});

test('an import says why in the history of what it writes', async () => {
  const spec = JSON.stringify({ ...SPEC, conn_id: 'noted' });
  const tooLong = await cli(['import', '--note', 'x'.repeat(501)], spec);
  expect(tooLong).toMatchObject({
    code: 2,
    stdout: '',
    stderr: 'lava-conn: The note has 501 characters; 500 are the most.\n',
  });
  const run = await cli(['import', '--note', 'from the repository'], spec);
  expect(run.code).toBe(0);
  const versions = await db.connectionVersion.findMany({ where: { connId: 'noted' } });
  expect(versions.map(({ note }) => note)).toEqual(['from the repository']);
  await cli(['import', '--note', 'elsewhere', '--dry-run'], spec);
  await db.connection.deleteMany({ where: { connId: 'noted' } });
});

test('an import into a realm that takes four eyes says what waits', async () => {
  await db.realm.create({
    data: {
      name: 'eyes',
      account: '123456789012',
      region: 'ap-southeast-2',
      kmsAlias: 'alias/lava-eyes-sys',
      fourEyes: true,
    },
  });
  const specs = ['one', 'two'].map((name) => ({ ...SPEC, conn_id: `team/${name}` }));
  const run = await cli(['import', '--realm', 'eyes'], JSON.stringify(specs));
  expect(run).toMatchObject({
    code: 0,
    stderr:
      'lava-conn: Nothing was imported into eyes yet: 2 wait for the approval of another editor: team/one, team/two\n',
  });
  expect(await db.connection.count({ where: { realm: { name: 'eyes' } } })).toBe(0);
  expect(await db.changeRequest.count({ where: { state: 'open' } })).toBe(2);
});

test('killed at any moment, an import is there wholly or not at all', async () => {
  const specs = Array.from({ length: 2000 }, (_, i) => ({ ...SPEC, conn_id: `killed/${i}` }));
  const file = join(folder, 'many.json');
  await writeFile(file, JSON.stringify(specs));
  const count = () => db.connection.count({ where: { connId: { startsWith: 'killed/' } } });
  for (const wait of [100, 700]) {
    const child = startCli(['import', file], onStore());
    await once(child.stdout, 'data');
    child.stdout.resume();
    await new Promise((resolve) => setTimeout(resolve, wait));
    child.kill('SIGKILL');
    await ended(child);
    expect([0, specs.length]).toContain(await count());
  }
  await cli(['import', file]);
  expect(await count()).toBe(specs.length);
  await db.connection.deleteMany({ where: { connId: { startsWith: 'killed/' } } });
});

describe('the store is', () => {
  test('the one that runs in the folder when no other is named', async () => {
    const env = { DATA_DIR: join(folder, 'data') };
    const run = await runCli(['export', '--realm', 'dev', '--filter', 'connId=a'], { env });
    expect(run).toMatchObject({ code: 0, stdout: '[\n  {\n    "conn_id": "a"\n  }\n]\n' });
  });

  test.each([
    ['not running', { DATA_DIR: '/nowhere' }, ['--realm', 'dev'], /No store is running: .*\/nowhere\. Start/],
    [
      'not to be reached',
      { DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/x' },
      ['--realm', 'dev'],
      /The store cannot be used: /,
    ],
    ['without a realm', { DATA_DIR: '/nowhere' }, [], /Name the realm/],
    ['wrongly named', { DATABASE_URL: 'mysql://u:hunter2@h/x' }, ['--realm', 'dev'], /DATABASE_URL must be/],
  ])('%s: ends with 2 and says so', async (_, env, args, message) => {
    const run = await runHere(['export', ...args], { env: { ...env } });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(message);
    expect(run.stderr).not.toContain('hunter2');
  });

  test.each([
    [['diff', '--realm', 'nowhere', '-'], 'There is no realm "nowhere".'],
    [['export', '--filter', 'nonsense'], '--filter "nonsense" is no condition.'],
    [['import', '/nowhere.json'], '/nowhere.json cannot be read: there is no such file.'],
  ])('asked wrongly: %j ends with 2', async (args, message) => {
    const run = await cli(args, '{"conn_id":"a"}');
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(message);
  });

  test('protected from more than can be read', async () => {
    const many = JSON.stringify(Array.from({ length: 10_001 }, (_, i) => ({ conn_id: `c${i}` })));
    const run = await cli(['import', '-'], many);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('more than 10,000 connections');
  });
});

describe('a running console', () => {
  test.each([
    ['without a token', { LAVA_TOKEN: '' }, 'http://127.0.0.1:1', /LAVA_TOKEN is not set/],
    ['in the clear', { LAVA_TOKEN: 'lava_x' }, 'http://lava.example.com', /is not https/],
    ['that does not answer', { LAVA_TOKEN: 'lava_x' }, 'http://127.0.0.1:1', /cannot be reached/],
  ])('%s: ends with 2 and says so', async (_, env, server, message) => {
    const run = await runHere(['export', '--realm', 'dev', '--server', server], { env });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(message);
    expect(run.stderr).not.toContain('lava_x');
  });
});
