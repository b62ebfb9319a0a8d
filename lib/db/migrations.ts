import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DiffTarget, MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { withSchemaEngine } from './schema-engine';

const PRISMA_DIR = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../prisma');
const CONNECT_MS = 3_000;
const MIGRATIONS_DIR = path.join(PRISMA_DIR, 'migrations');
const NO_FILTERS = { externalTables: [], externalEnums: [] };
/**
 * The lock of whoever prepares the store, any number that nobody else uses: of instances that start at once, one after
 * the other migrates and grants.
 */
export const PREPARING_LOCK = 7_250_511;

/** The names of the migrations that this version has, in their order. */
export function knownMigrations(): string[] {
  return readdirSync(MIGRATIONS_DIR, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function readMigrations(names: readonly string[]): Promise<MigrationList> {
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

/** The names of the migrations that the database has, in their order. */
export async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const table = await client.query("select to_regclass('_prisma_migrations') as name");
  if (!table.rows[0]?.name) return [];
  const { rows } = await client.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by 1',
  );
  return rows.map((row) => row.name);
}

/** The names of the migrations that the database lacks. */
export async function missingMigrations(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: CONNECT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const applied = await appliedMigrations(client);
    return knownMigrations().filter((name) => !applied.includes(name));
  } finally {
    client.end().catch(() => undefined);
  }
}

/**
 * Applies the migrations of `prisma/migrations` that the database lacks and returns their names. Records them in
 * `_prisma_migrations`, so that Prisma's own command line agrees. Does not load the engine when there is nothing
 * to apply.
 *
 * @param wanted the names of the first migrations, where not all are meant
 */
export async function applyMigrations(
  databaseUrl: string,
  wanted: readonly string[] = knownMigrations(),
): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_MS });
  // A connection that breaks has its word in the step that comes next.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [PREPARING_LOCK]);
    const applied = await appliedMigrations(client);
    if (wanted.every((name) => applied.includes(name))) return [];
    const schema = await readFile(path.join(PRISMA_DIR, 'schema.prisma'), 'utf8');
    const migrationsList = await readMigrations(wanted);
    const result = await withSchemaEngine(databaseUrl, schema, (engine) =>
      engine.applyMigrations({ migrationsList, filters: NO_FILTERS }),
    );
    return result.appliedMigrationNames;
  } finally {
    await client.end();
  }
}

/**
 * The SQL that leads from one schema to another. Both are read as Prisma schemas, so no database is looked at.
 *
 * @param from the text of a `schema.prisma`; empty: nothing is there yet
 * @param databaseUrl any database of the provider
 */
export async function schemaDifference(databaseUrl: string, from: string, to: string): Promise<string> {
  const asTarget = (content: string): DiffTarget =>
    content === ''
      ? { tag: 'empty' }
      : { tag: 'schemaDatamodel', files: [{ path: path.join(PRISMA_DIR, 'schema.prisma'), content }] };
  const result = await withSchemaEngine(databaseUrl, to, (engine) =>
    engine.diff({
      from: asTarget(from),
      to: asTarget(to),
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    }),
  );
  const sql = (result.stdout ?? '').trim();
  return sql === '-- This is an empty migration.' ? '' : sql;
}

/** The current schema, and the one that the last migration led to (kept beside its SQL; empty before the first). */
export async function readSchemas(): Promise<{ readonly migrated: string; readonly current: string }> {
  const last = knownMigrations().at(-1);
  return {
    migrated: last ? await readFile(path.join(MIGRATIONS_DIR, last, 'schema.prisma'), 'utf8') : '',
    current: await readFile(path.join(PRISMA_DIR, 'schema.prisma'), 'utf8'),
  };
}
