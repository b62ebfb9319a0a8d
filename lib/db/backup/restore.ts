import pg from 'pg';
import { applyMigrations, knownMigrations } from '../migrations';
import { storeTables } from './back-up';
import { BackupError, type BackupHeader, type BackupRows, type BackupTable, readBackup } from './backup-file';

export interface RestoreOptions {
  /** Put aside a store that holds something; without, the restore is refused. */
  readonly replace: boolean;
  /** Called with the new database before it takes the store's place; when it throws, nothing is changed. */
  readonly record?: (databaseUrl: string, restored: Restored) => Promise<void>;
}

export interface Restored {
  readonly rows: number;
  /** When the backup was made; ISO 8601. */
  readonly from: string;
  /** The database that holds what was there before; undefined: there was nothing. */
  readonly keptAs?: string;
}

/**
 * Puts a backup in the place of the store. It is read into a new database, in one transaction, and takes the store's
 * name only when all of it is there and the checksum agrees; what was there before is kept under another name. Audit
 * events come back as they were, their chain included. A backup of an older version is brought up to date.
 *
 * Nobody may be connected to the store, and the user must be a superuser, as that of the embedded PostgreSQL is.
 *
 * @throws {BackupError} when the file cannot be used, or the store may not be replaced; nothing is changed then
 */
export async function restore(databaseUrl: string, file: string, options: RestoreOptions): Promise<Restored> {
  const { header, batches } = await readBackup(file);
  assertKnown(file, header);
  const name = databaseName(databaseUrl);
  const admin = new pg.Client({ connectionString: withDatabase(databaseUrl, 'postgres') });
  await admin.connect();
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const draft = `${name}_restoring_${stamp}`;
  try {
    await assertSuperuser(admin);
    const full = await holdsSomething(databaseUrl, admin, name);
    if (full && !options.replace) {
      throw new BackupError(
        `The store "${name}" holds something already. With --replace it is put aside, under another name, and the backup takes its place.`,
      );
    }
    await admin.query(`create database ${admin.escapeIdentifier(draft)}`);
    const url = withDatabase(databaseUrl, draft);
    await applyMigrations(url, header.migrations);
    const rows = await load(url, file, header, batches);
    await applyMigrations(url);
    const keptAs = full ? `${name}_before_${stamp}` : undefined;
    const restored = { rows, from: header.at, ...(keptAs && { keptAs }) };
    await options.record?.(url, restored);
    await swap(admin, { name, draft, keptAs });
    return restored;
  } catch (error) {
    await admin.query(`drop database if exists ${admin.escapeIdentifier(draft)} with (force)`);
    throw error;
  } finally {
    await admin.end();
  }
}

function assertKnown(file: string, { migrations }: BackupHeader): void {
  const known = knownMigrations();
  const unknown = migrations.filter((name) => !known.includes(name));
  const ordered = migrations.every((name, index) => name === known[index]);
  if (unknown.length === 0 && ordered && migrations.length > 0) return;
  throw new BackupError(
    `${file} was made by another version of Lava Connections${
      unknown.length > 0 ? `: this one does not know ${unknown.join(', ').slice(0, 200)}` : ''
    }. Restore it with that version, or a later one.`,
  );
}

async function assertSuperuser(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ super: boolean }>(
    `select rolsuper as "super" from pg_roles where rolname = current_user`,
  );
  if (rows[0]?.super) return;
  throw new BackupError(
    'Restoring takes a superuser of the database, since audit events are written as they were. For a PostgreSQL of your own use its own tools, pg_dump and pg_restore.',
  );
}

/** Whether the store exists and any of its tables has a row. */
async function holdsSomething(databaseUrl: string, admin: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 0) return false;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const table of await storeTables(client)) {
      const found = await client.query(`select from public.${client.escapeIdentifier(table.name)} limit 1`);
      if (found.rowCount) return true;
    }
    return false;
  } finally {
    await client.end();
  }
}

async function load(
  url: string,
  file: string,
  header: BackupHeader,
  batches: AsyncGenerator<BackupRows, number>,
): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const there = await storeTables(client);
    const tables = new Map(header.tables.map((table) => [table.name, inserting(client, file, table, there)]));
    await client.query('begin');
    // Neither foreign keys, which the order of tables would break, nor the triggers that write the chain of events.
    await client.query(`set local session_replication_role = 'replica'`);
    for (const { name } of there) await client.query(`delete from public.${client.escapeIdentifier(name)}`);
    let step = await batches.next();
    for (; !step.done; step = await batches.next()) {
      const insert = tables.get(step.value.table);
      if (insert === undefined) throw new BackupError(`${file} is damaged: it has rows of an unknown table.`);
      await client.query(insert, [JSON.stringify(step.value.rows)]);
    }
    for (const [sequence, value] of Object.entries(header.sequences)) {
      if (value === null) continue;
      await client.query('select setval($1::regclass, $2::bigint)', [
        `public.${client.escapeIdentifier(sequence)}`,
        value,
      ]);
    }
    await client.query('commit');
    return step.value;
  } finally {
    await client.end();
  }
}

/** The statement that inserts a batch. Names and types are compared with the database's own before they are used. */
function inserting(
  client: pg.Client,
  file: string,
  table: BackupTable,
  there: readonly BackupTable[],
): string {
  const own = there.find(({ name }) => name === table.name);
  const same = own && JSON.stringify(own.columns) === JSON.stringify(table.columns);
  if (!same)
    throw new BackupError(
      `${file} is damaged: its table "${table.name.slice(0, 80)}" is not as this version has it.`,
    );
  const columns = own.columns.map(({ name }) => client.escapeIdentifier(name)).join(', ');
  const values = own.columns.map(({ type }, index) => `(r->>${index})::${type}`).join(', ');
  return `insert into public.${client.escapeIdentifier(own.name)} (${columns}) overriding system value
    select ${values} from json_array_elements($1::json) r`;
}

async function swap(
  admin: pg.Client,
  { name, draft, keptAs }: { name: string; draft: string; keptAs: string | undefined },
): Promise<void> {
  const id = (text: string) => admin.escapeIdentifier(text);
  try {
    // No transaction may hold this.
    if (keptAs === undefined) await admin.query(`drop database if exists ${id(name)}`);
    await admin.query('begin');
    if (keptAs !== undefined) await admin.query(`alter database ${id(name)} rename to ${id(keptAs)}`);
    await admin.query(`alter database ${id(draft)} rename to ${id(name)}`);
    await admin.query('commit');
  } catch (error) {
    await admin.query('rollback');
    if (error instanceof pg.DatabaseError && error.code === '55006') {
      throw new BackupError('Somebody is connected to the store. Stop the console, then restore.');
    }
    throw error;
  }
}

function databaseName(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
}

function withDatabase(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}
