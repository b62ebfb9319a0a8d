import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { PREPARING_LOCK } from './migrations';
import { writePrivateFile } from './private-file';

/** The role that the web server connects as: it owns no table, so that it cannot undo what protects them. */
export const CONSOLE_ROLE = 'lava_console';

const PASSWORD_FILE = 'console-password';

/** The console role's password on an embedded database, which is made once. Only digits and letters, so that it fits any URL. */
export async function consolePassword(dataDir: string): Promise<string> {
  const path = join(dataDir, PASSWORD_FILE);
  const before = await readFile(path, 'utf8').catch(() => null);
  if (before !== null) return before;
  await writePrivateFile(path, randomUUID());
  return readFile(path, 'utf8');
}

/** The same address with another role. */
export function asRole(databaseUrl: string, role: string, password: string): string {
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = password;
  return url.toString();
}

/** Makes the role if it is absent, with this password. `ownerUrl` must be allowed to make roles. */
export async function ensureRole(ownerUrl: string, role: string, password: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
    const verb = rowCount === 0 ? 'create' : 'alter';
    const name = client.escapeIdentifier(role);
    await client.query(`${verb} role ${name} login password ${client.escapeLiteral(password)}`);
  });
}

/**
 * Lets a role work with the store, whose tables belong to `ownerUrl`'s role: read and write them, but of audit events only
 * read and add. The schema of the queue becomes its own. To be repeated after migrations; of several at once, one waits for
 * the other.
 */
export async function grantConsole(ownerUrl: string, role: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    const name = client.escapeIdentifier(role);
    const { rows } = await client.query<{ database: string }>('select current_database() as database');
    const database = client.escapeIdentifier(rows[0]?.database ?? '');
    await client.query('begin');
    // PostgreSQL refuses what two change at once in its own tables.
    await client.query('select pg_advisory_xact_lock($1)', [PREPARING_LOCK]);
    await client.query(`
      grant connect, create, temporary on database ${database} to ${name};
      grant usage on schema public to ${name};
      grant select, insert, update, delete on all tables in schema public to ${name};
      grant usage on all sequences in schema public to ${name};
      revoke all on "AuditEvent", "AuditAnchor", "_prisma_migrations" from ${name};
      grant select, insert on "AuditEvent" to ${name};
      grant select on "AuditAnchor", "_prisma_migrations" to ${name};
      grant execute on function audit_let_go(timestamptz) to ${name}`);
    await client.query(giveQueue(client.escapeLiteral(role)));
    await client.query('commit');
  });
}

/** What an earlier start made as the owner of the store. */
function giveQueue(role: string): string {
  return `do $give$
    declare made record;
    begin
      if to_regnamespace('pgboss') is null then return; end if;
      execute format('alter schema pgboss owner to %I', ${role});
      for made in select c.oid::regclass as name from pg_class c
        where c.relnamespace = 'pgboss'::regnamespace and c.relkind in ('r', 'p', 'v') and not c.relispartition
      loop execute format('alter table %s owner to %I', made.name, ${role}); end loop;
      for made in select c.oid::regclass as name from pg_class c
        where c.relnamespace = 'pgboss'::regnamespace and c.relkind = 'r' and c.relispartition
      loop execute format('alter table %s owner to %I', made.name, ${role}); end loop;
      for made in select t.oid::regtype as name from pg_type t
        where t.typnamespace = 'pgboss'::regnamespace and t.typtype = 'e'
      loop execute format('alter type %s owner to %I', made.name, ${role}); end loop;
      for made in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'pgboss'::regnamespace
      loop execute format('alter function %s owner to %I', made.name, ${role}); end loop;
    end $give$`;
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
