import { type Db, type Prisma, Sql } from '../db/prisma';
import { storableJson } from './storable-json';

type Rows = {
  Connection: Prisma.ConnectionCreateManyInput;
  ConnectionVersion: Prisma.ConnectionVersionCreateManyInput;
  AuditEvent: Prisma.AuditEventCreateManyInput;
};

/**
 * Inserts many rows at once, each with the same columns; those without an id get one. For thousands: all of them go to
 * the database as one value, where `createMany` sends and checks each value by itself.
 */
export async function insertRows<Table extends keyof Rows>(
  db: Db,
  table: Table,
  rows: readonly Rows[Table][],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Sql.raw(
    Object.keys(first)
      .filter((name) => name !== 'id')
      .map((name) => `"${name}"`)
      .join(', '),
  );
  const name = Sql.raw(`"${table}"`);
  await db.$executeRaw`
    insert into ${name} ("id", ${columns})
    select coalesce("id", gen_random_uuid()), ${columns}
    from json_populate_recordset(null::${name}, ${storableJson(rows)}::json)`;
}
