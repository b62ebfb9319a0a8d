import type { Db, Prisma } from '../../db/prisma';
import type { ServiceContext } from '../context';

export interface AuditEventInput {
  /** What was done, e.g. `connection.update`. */
  readonly action: string;
  readonly realm?: string | undefined;
  /** What it was done to, e.g. the connection's id. */
  readonly target?: string;
  readonly outcome?: 'done' | 'refused' | 'failed' | 'started' | 'cancelled';
  /** Plain JSON without secrets. */
  readonly details?: Prisma.InputJsonObject;
}

/**
 * Writes the event with the given client: pass the transaction of the change, so that both stand or fall, and make it
 * the last thing done there, since nobody else can write an event until the commit.
 */
export async function writeAuditEvent(
  db: Db,
  context: ServiceContext,
  event: AuditEventInput,
): Promise<void> {
  await writeAuditEvents(db, context, [event]);
}

/** The same for many changes of one transaction at once. */
export async function writeAuditEvents(
  db: Db,
  context: ServiceContext,
  events: readonly AuditEventInput[],
): Promise<void> {
  await db.auditEvent.createMany({ data: events.map((event) => eventRow(context, event)) });
}

/** The row of an event. Its place, its time and its hash are the database's. */
export function eventRow(context: ServiceContext, event: AuditEventInput): Prisma.AuditEventCreateManyInput {
  return {
    actor: context.actor.name,
    actorId: context.actor.id,
    address: context.address ?? null,
    requestId: context.requestId,
    realm: event.realm ?? null,
    action: event.action,
    target: event.target ?? null,
    outcome: event.outcome ?? 'done',
    details: event.details ?? {},
  };
}
