import pg from 'pg';
import { appliedMigrations } from '../migrations';
import { type BackupRows, type BackupTable, backupHeader, writeBackup } from './backup-file';

const ROWS_AT_ONCE = 500;
/** Who is signed in, sign-ins in progress, used-up limits and tests that run: people sign in again after a restore. */
const LEFT_OUT = [
  'Session',
  'Verification',
  'RateLimit',
  'RateLimiterFlexible',
  'RunningTest',
  '_prisma_migrations',
];

export interface BackedUp {
  readonly rows: number;
  readonly tables: number;
}

/**
 * Writes the store into a file, as it is at one moment, also while the console works on it: everything is read in one
 * transaction that sees no later change and locks nothing. The queue of scheduled work is not part of it.
 *
 * @throws {BackupError} when the store has no tables; the errors of the database and of the file system
 */
export async function backUp(databaseUrl: string, file: string): Promise<BackedUp> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    // Texts of dates and numbers as every PostgreSQL reads them back.
    await client.query(
      `set local datestyle = 'ISO'; set local extra_float_digits = 3; set local timezone = 'UTC'`,
    );
    const tables = await storeTables(client);
    const header = backupHeader({
      migrations: await appliedMigrations(client),
      tables,
      sequences: await sequenceValues(client),
    });
    return { rows: await writeBackup(file, header, readTables(client, tables)), tables: tables.length };
  } finally {
    await client.end();
  }
}

/** The tables of the store that a backup holds, by name, with the columns that are not computed. */
export async function storeTables(client: pg.Client): Promise<readonly BackupTable[]> {
  const { rows } = await client.query<BackupTable>(
    `select c.relname as "name",
       json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum) as "columns"
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> all($1)
     group by c.relname order by c.relname`,
    [LEFT_OUT],
  );
  return rows;
}

async function sequenceValues(client: pg.Client): Promise<Record<string, string | null>> {
  const { rows } = await client.query<{ name: string; value: string | null }>(
    `select sequencename as "name", last_value::text as "value" from pg_sequences where schemaname = 'public'`,
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

async function* readTables(client: pg.Client, tables: readonly BackupTable[]): AsyncGenerator<BackupRows> {
  for (const { name, columns } of tables) {
    const list = columns.map((column) => `${client.escapeIdentifier(column.name)}::text`).join(', ');
    await client.query(
      `declare reading no scroll cursor for select ${list} from public.${client.escapeIdentifier(name)}`,
    );
    for (;;) {
      const { rows } = await client.query<(string | null)[]>({
        text: `fetch ${ROWS_AT_ONCE} from reading`,
        rowMode: 'array',
      });
      if (rows.length === 0) break;
      yield { table: name, rows };
    }
    await client.query('close reading');
  }
}
