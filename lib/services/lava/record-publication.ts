import type { Db } from '../../db/prisma';
import { refused } from '../audit/record-refusal';
import { writeAuditEvent } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import type { LavaRealm } from './lava-realm';
import { lockSync, refuseWhilePublishing, refuseWhilePulling } from './one-at-a-time';
import type { PublishAction } from './publication-dto';

/** A connection as it was reviewed: its version here (null: deleted here), the token of the item there (null: none). */
export interface ReviewedItem {
  readonly connId: string;
  readonly version: number | null;
  readonly token: string | null;
}

/**
 * Makes sure that the realm may be published to.
 *
 * @throws {ServiceError} FORBIDDEN when it is read-only, which is recorded
 */
export async function assertPublishable(context: ServiceContext, realm: LavaRealm): Promise<void> {
  if (!realm.readOnly) return;
  const message = `${realm.name} is read-only: it is compared with lava's table, never published to.`;
  const hint = 'An admin can allow publishing in the settings of the realm.';
  const what = { permission: 'lava:publish', realm: realm.name, because: 'the realm is read-only' };
  throw await refused(context, what, new ServiceError('FORBIDDEN', message, { hint }));
}

/**
 * Records a publication that begins, in the caller's transaction, and returns its id; `runPublication` then carries it
 * out.
 *
 * @throws {ServiceError} TOO_MANY while it is pulled or published to
 */
export async function recordPublication(
  db: Db,
  context: ServiceContext,
  realm: LavaRealm,
  items: readonly ReviewedItem[],
  details: { readonly request?: string; readonly requestedBy?: string; readonly requestedById?: string } = {},
): Promise<string> {
  const now = new Date();
  await lockSync(db, realm.id, now);
  await refuseWhilePulling(db, realm);
  await refuseWhilePublishing(db, realm);
  const actions = await actionsFor(db, realm, items);
  const publication = await db.publication.create({
    data: {
      realmId: realm.id,
      state: 'running',
      startedAt: now,
      beatAt: now,
      actor: context.actor.name,
      items: {
        create: items.map(({ connId, version, token }, position) => ({
          position,
          connId,
          version,
          nowHash: token,
          action: actions.get(connId) ?? 'create',
          state: 'waiting',
        })),
      },
    },
  });
  await writeAuditEvent(db, context, {
    action: 'lava.publish',
    realm: realm.name,
    outcome: 'started',
    details: { publicationId: publication.id, connIds: items.map(({ connId }) => connId), ...details },
  });
  return publication.id;
}

async function actionsFor(
  db: Db,
  realm: LavaRealm,
  items: readonly ReviewedItem[],
): Promise<ReadonlyMap<string, PublishAction>> {
  const there = await db.lavaItem.findMany({
    where: { realmId: realm.id, connId: { in: items.map(({ connId }) => connId) }, nowHash: { not: null } },
    select: { connId: true },
  });
  const known = new Set(there.map(({ connId }) => connId));
  return new Map(
    items.map(({ connId, version }) => {
      if (version === null) return [connId, 'delete'];
      return [connId, known.has(connId) ? 'update' : 'create'];
    }),
  );
}
