import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { walkAuditChain } from './audit-chain';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { applyMigrations, knownMigrations, readSchemas, schemaDifference } from './migrations';

let dataDir: string;
let server: EmbeddedPostgres;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  await chmod(dataDir, 0o755);
  server = await startEmbeddedPostgres({ dataDir, port: 0 });
});

afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true });
});

async function emptyDatabase(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return server.url.replace(/\/[^/]*$/, `/${name}`);
}

/** Every column, index and constraint, as the database tells it. */
async function structure(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ line: string }>(`
    select concat_ws(' ', table_name, column_name, data_type, udt_name, is_nullable, column_default) as line
    from information_schema.columns where table_schema = 'public' and table_name <> '_prisma_migrations'
    union all select indexdef from pg_indexes where schemaname = 'public' and tablename <> '_prisma_migrations'
    union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace and conrelid::regclass::text <> '_prisma_migrations'
    order by 1`);
  await client.end();
  return rows.map((row) => row.line);
}

it('leads to exactly what the schema says', async () => {
  const { migrated, current } = await readSchemas();
  expect(await schemaDifference(server.url, migrated, current)).toBe('');
  const [byMigrations, bySchema] = [await emptyDatabase('by_migrations'), await emptyDatabase('by_schema')];
  await applyMigrations(byMigrations);
  const client = new pg.Client({ connectionString: bySchema });
  await client.connect();
  await client.query(await schemaDifference(bySchema, '', current));
  await client.end();
  const expected = await structure(bySchema);
  expect(expected.length).toBeGreaterThan(50);
  expect(await structure(byMigrations)).toEqual(expected);
});

it('applies once, also when two start at once', async () => {
  const url = await emptyDatabase('twice');
  const [first, second] = await Promise.all([applyMigrations(url), applyMigrations(url)]);
  expect([first.length, second.length].sort()).toEqual([0, Math.max(first.length, second.length)]);
  expect(first.length + second.length).toBeGreaterThan(0);
  expect(await applyMigrations(url)).toEqual([]);
});

it('works where its module is loaded a second time', async () => {
  vi.resetModules();
  const again = await import('./migrations');
  expect(again.applyMigrations).not.toBe(applyMigrations);
  const url = await emptyDatabase('again');
  expect((await again.applyMigrations(url)).length).toBeGreaterThan(0);
  expect(await applyMigrations(url)).toEqual([]);
});

it('gives what was there a history, and chains the events that were written before', async () => {
  const url = await emptyDatabase('grown');
  const history = knownMigrations().findIndex((name) => name.endsWith('_history_and_audit_chain'));
  await applyMigrations(url, knownMigrations().slice(0, history));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    insert into "Realm" ("id", "name", "account", "region", "kmsAlias", "updatedAt")
      values (gen_random_uuid(), 'dev', '123456789012', 'eu-west-1', 'lava-dev-sys', now());
    insert into "Connection" ("id", "realmId", "connId", "spec", "specHash", "type", "enabled", "loginMethod", "tls",
        "searchText", "version", "createdBy", "updatedBy", "updatedAt")
      select gen_random_uuid(), "id", 'kept', '{"conn_id":"kept"}', '', 'redshift', true, 'iam', 'on', '', 7, 'anna',
        'ben', now()
      from "Realm"`);
  await client.query(`
    insert into "AuditEvent" ("id", "at", "actor", "realm", "action", "target", "outcome", "details") values
      (gen_random_uuid(), now() - interval '40 days', 'anna', 'dev', 'connection.delete', 'forgotten', 'done',
        '{"spec":{"conn_id":"forgotten"}}'),
      (gen_random_uuid(), now() - interval '2 days', 'ben', 'dev', 'connection.delete', 'gone', 'done',
        '{"spec":{"conn_id":"gone"}}'),
      (gen_random_uuid(), now(), 'ben', 'dev', 'connection.test', 'kept', 'done', '{}')`);
  await applyMigrations(url);
  const { rows } = await client.query(
    'select "connId", "version", "action", "actor", "spec" from "ConnectionVersion" order by 1',
  );
  await client.end();
  expect(rows).toEqual([
    { connId: 'gone', version: 1, action: 'delete', actor: 'ben', spec: { conn_id: 'gone' } },
    { connId: 'kept', version: 7, action: 'known', actor: 'ben', spec: { conn_id: 'kept' } },
  ]);
  expect(await walkAuditChain(url)).toMatchObject({
    broken: null,
    count: 3,
    first: { seq: 1 },
    last: { seq: 3 },
  });
});
