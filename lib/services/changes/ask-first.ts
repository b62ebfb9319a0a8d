import type { Spec } from '../../connectors/spec';
import type { Db, Prisma } from '../../db/prisma';
import { writeAuditEvents } from '../audit/write-audit-event';
import { contentHash } from '../connections/spec-hash';
import { asSpec, toStored } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import type { ChangeAction } from './change-dto';

/** A change of one connection before it is made. */
export interface ProposedChange {
  readonly connId: string;
  readonly action: ChangeAction;
  /** The version that it starts from; null: there is none. */
  readonly baseVersion: number | null;
  /** What the connection becomes, or what is published; null: nothing. */
  readonly spec: Spec | null;
  /** Why, in the words of whoever asks. */
  readonly note?: string | undefined;
}

type RequestRow = Prisma.ChangeRequestGetPayload<object>;

const ROWS_AT_ONCE = 500;

/**
 * The one place that decides whether a change is made or asked for. In a realm that takes four eyes every change becomes
 * a request, and its conn_ids are returned: the caller then changes nothing. Null: the caller makes the change. The
 * database holds the line as well: there it refuses changes of a spec that no approval stands behind.
 *
 * The same change asked for once more by the same person stays one request; another change of the same connection takes
 * the place of the earlier one.
 */
export async function askFirst(
  db: Db,
  context: ServiceContext,
  realm: { readonly id: string; readonly name: string; readonly fourEyes: boolean },
  changes: readonly ProposedChange[],
): Promise<readonly string[] | null> {
  if (!realm.fourEyes) return null;
  for (let start = 0; start < changes.length; start += ROWS_AT_ONCE) {
    await ask(db, context, realm, changes.slice(start, start + ROWS_AT_ONCE));
  }
  return changes.map(({ connId }) => connId);
}

async function ask(
  db: Db,
  context: ServiceContext,
  realm: { readonly id: string; readonly name: string },
  changes: readonly ProposedChange[],
): Promise<void> {
  const earlier = await db.changeRequest.findMany({
    where: {
      realmId: realm.id,
      state: 'open',
      requestedById: context.actor.id,
      connId: { in: changes.map(({ connId }) => connId) },
    },
  });
  const next = changes.filter((change) => !earlier.some((row) => sameRequest(row, change)));
  const replaced = earlier.filter((row) => next.some((change) => sameSubject(row, change)));
  await db.changeRequest.updateMany({
    where: { id: { in: replaced.map(({ id }) => id) } },
    data: {
      state: 'withdrawn',
      decidedBy: context.actor.name,
      decidedById: context.actor.id,
      decidedAt: new Date(),
      decisionNote: 'A newer request took its place.',
    },
  });
  await db.changeRequest.createMany({
    data: next.map(({ connId, action, baseVersion, spec, note }) => ({
      realmId: realm.id,
      connId,
      action,
      baseVersion,
      ...(spec && { spec: toStored(spec) }),
      note: note || null,
      requestedBy: context.actor.name,
      requestedById: context.actor.id,
    })),
  });
  await writeAuditEvents(
    db,
    context,
    next.map(({ connId, action, baseVersion, spec }) => ({
      action: 'change.request',
      realm: realm.name,
      target: connId,
      details: { change: action, baseVersion, ...(spec && { spec: toStored(spec) }) },
    })),
  );
}

/** A publication does not take the place of a change, nor the other way round. */
function sameSubject(row: RequestRow, change: ProposedChange): boolean {
  return row.connId === change.connId && (row.action === 'publish') === (change.action === 'publish');
}

function sameRequest(row: RequestRow, change: ProposedChange): boolean {
  return (
    row.connId === change.connId &&
    row.action === change.action &&
    row.baseVersion === change.baseVersion &&
    (!change.note || row.note === change.note) &&
    (row.spec === null
      ? change.spec === null
      : change.spec !== null && contentHash(asSpec(row.spec)) === contentHash(change.spec))
  );
}
