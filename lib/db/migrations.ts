import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { withSchemaEngine } from './schema-engine';

const PRISMA_DIR = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../prisma');
const MIGRATIONS_DIR = path.join(PRISMA_DIR, 'migrations');
const NO_FILTERS = { externalTables: [], externalEnums: [] };
/** Any number that only migrations use: two instances that start at once migrate one after the other. */
const ADVISORY_LOCK = 7_250_511;

async function migrationNames(): Promise<string[]> {
  const entries = await readdir(MIGRATIONS_DIR, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function readMigrations(): Promise<MigrationList> {
  const names = await migrationNames();
  return {
    baseDir: MIGRATIONS_DIR,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(path.join(MIGRATIONS_DIR, name, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  };
}

async function appliedNames(client: pg.Client): Promise<string[]> {
  const table = await client.query("select to_regclass('_prisma_migrations') as name");
  if (!table.rows[0]?.name) return [];
  const { rows } = await client.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by 1',
  );
  return rows.map((row) => row.name);
}

/**
 * Applies the migrations of `prisma/migrations` that the database lacks and returns their names. Records them in
 * `_prisma_migrations`, so that Prisma's own command line agrees. Does not load the engine when there is nothing
 * to apply.
 */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
    const [wanted, applied] = [await migrationNames(), await appliedNames(client)];
    if (wanted.every((name) => applied.includes(name))) return [];
    const schema = await readFile(path.join(PRISMA_DIR, 'schema.prisma'), 'utf8');
    const migrationsList = await readMigrations();
    const result = await withSchemaEngine(databaseUrl, schema, (engine) =>
      engine.applyMigrations({ migrationsList, filters: NO_FILTERS }),
    );
    return result.appliedMigrationNames;
  } finally {
    await client.end();
  }
}

/**
 * The SQL that leads from the migrations to `schema.prisma`; empty when they agree.
 *
 * @param databaseUrl an empty database: the migrations are replayed in it
 */
export async function schemaDrift(databaseUrl: string): Promise<string> {
  const schemaPath = path.join(PRISMA_DIR, 'schema.prisma');
  const schema = await readFile(schemaPath, 'utf8');
  const migrations = await readMigrations();
  const result = await withSchemaEngine(databaseUrl, schema, (engine) =>
    engine.diff({
      from: migrations.migrationDirectories.length > 0 ? { tag: 'migrations', ...migrations } : { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [{ path: schemaPath, content: schema }] },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    }),
  );
  const sql = (result.stdout ?? '').trim();
  return sql === '-- This is an empty migration.' ? '' : sql;
}
