import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { applyMigrations, readSchemas, schemaDifference } from './migrations';

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
