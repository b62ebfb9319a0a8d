import type { Db, Prisma } from '../../db/prisma';
import { storableJson } from '../storable-json';

/** Writes versions and events in one statement: a save waits for the database once, not twice. */
export async function recordChanges(
  db: Db,
  versions: readonly Prisma.ConnectionVersionCreateManyInput[],
  events: readonly Prisma.AuditEventCreateManyInput[],
): Promise<void> {
  await db.$executeRaw`
    with saved as (
      insert into "ConnectionVersion"
        ("id", "realmId", "connectionId", "connId", "version", "action", "spec", "note", "at", "actor", "actorId")
      select gen_random_uuid(), "realmId", "connectionId", "connId", "version", "action", "spec", "note", "at", "actor",
        "actorId"
      from json_populate_recordset(null::"ConnectionVersion", ${storableJson(versions)}::json))
    insert into "AuditEvent"
      ("id", "actor", "actorId", "address", "requestId", "realm", "action", "target", "outcome", "details")
    select gen_random_uuid(), "actor", "actorId", "address", "requestId", "realm", "action", "target", "outcome",
      "details"
    from json_populate_recordset(null::"AuditEvent", ${storableJson(events)}::json)`;
}
