import { specOfItem } from '../../connectors/lava-item';
import { redactSpec } from '../../connectors/redact';
import type { Spec } from '../../connectors/spec';
import { storedId } from '../../connectors/storable-id';
import {
  isConflict,
  type Removal,
  removalOf,
  type SyncState,
  syncStateOf,
} from '../../connectors/sync-state';
import { type Db, prisma } from '../../db/prisma';
import { asSpec } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { type LavaRealm, lavaRealm } from './lava-realm';
import { asItem } from './stored-item';

/** A connection three times: what both sides last agreed on, what lava's table held at the last look, what is here. */
export interface ThreeWayDto {
  readonly connId: string;
  readonly state: SyncState;
  readonly removal: Removal | null;
  readonly conflict: boolean;
  readonly problem: string | null;
  readonly seen: Spec | null;
  readonly there: Spec | null;
  readonly here: Spec | null;
  /** The version here, for a later change to begin from; null where there is none. */
  readonly version: number | null;
  /** Names the item there that this tells of; null: there is none. */
  readonly token: string | null;
  readonly lookedAt: string | null;
}

/** The three sides of one connection. @throws {ServiceError} NOT_FOUND, INVALID_INPUT */
export async function threeWay(
  context: ServiceContext,
  realmName: string,
  connId: string,
): Promise<ThreeWayDto> {
  const realm = await lavaRealm(context, 'connection:read', realmName);
  return readThreeWay(prisma(), realm, connId);
}

/** The same for callers that hold the permission. */
export async function readThreeWay(db: Db, realm: LavaRealm, connId: string): Promise<ThreeWayDto> {
  const where = { realmId_connId: { realmId: realm.id, connId: storedId(connId) } };
  const [item, row] = await Promise.all([
    db.lavaItem.findUnique({ where }),
    db.connection.findUnique({ where }),
  ]);
  const sides = {
    seen: item?.seenHash ?? null,
    now: item?.nowHash ?? null,
    here: row?.specHash ?? null,
  };
  const state = syncStateOf(sides);
  if (state === null) {
    throw new ServiceError(
      'NOT_FOUND',
      `There is no "${connId.slice(0, 80)}", neither here nor in lava's table.`,
    );
  }
  return {
    connId,
    state,
    removal: removalOf(sides),
    conflict: isConflict(sides),
    problem: item?.problem ?? null,
    seen: specIn(item?.seen ?? null),
    there: specIn(item?.now ?? null),
    here: row && redactSpec(asSpec(row.spec)),
    version: row?.version ?? null,
    token: item?.nowHash ?? null,
    lookedAt: item?.lookedAt.toISOString() ?? null,
  };
}

function specIn(stored: Parameters<typeof asItem>[0]): Spec | null {
  if (stored === null) return null;
  const read = specOfItem(asItem(stored));
  return read.ok ? redactSpec(read.value) : null;
}
