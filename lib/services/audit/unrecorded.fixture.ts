import { prisma } from '../../db/prisma';

/** Does the work while the database refuses every event. */
export async function whileEventsAreRefused<T>(work: () => Promise<T>): Promise<T> {
  await prisma().$executeRawUnsafe(`
    create or replace function refuse_all() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$`);
  await prisma().$executeRawUnsafe(
    'create trigger refuse_all before insert on "AuditEvent" for each row execute function refuse_all()',
  );
  try {
    return await work();
  } finally {
    await prisma().$executeRawUnsafe('drop trigger refuse_all on "AuditEvent"');
  }
}

/** A fingerprint of every table of the store, but for the limits: an attempt counts there, whatever becomes of it. */
export async function everythingStored(): Promise<Record<string, string>> {
  const tables = await prisma().$queryRaw<{ name: string }[]>`
    select table_name "name" from information_schema.tables
    where table_schema = 'public' and table_name not in ('RateLimiterFlexible', 'RateLimit') order by 1`;
  const prints: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await prisma().$queryRawUnsafe<{ print: string }[]>(
      `select coalesce(md5(string_agg(t::text, ',' order by t::text)), '') "print" from "${name}" t`,
    );
    prints[name] = row?.print ?? '';
  }
  return prints;
}
