import { changedFields } from '../../connectors/spec-diff';
import type { Db, Prisma } from '../../db/prisma';
import { ConnectionWriter } from '../connections/connection-writer';
import { deriveColumns } from '../connections/derive-columns';
import { findingContext } from '../connections/finding-context';
import { asSpec, toStored } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { agree } from '../lava/finish-pull';
import { askedDeletion } from './asked-deletion';
import { staleReason } from './stale-reason';

type RealmRow = Prisma.RealmGetPayload<object>;
type RequestRow = Prisma.ChangeRequestGetPayload<object>;

/**
 * Carries out an approved change of a connection in the approval's transaction, with the event that tells who asked for
 * it.
 *
 * @throws {ServiceError} CONFLICT when the connection is no longer what the request started from
 */
export async function applyChange(
  db: Db,
  context: ServiceContext,
  realm: RealmRow,
  request: RequestRow,
): Promise<void> {
  // The database lets a spec of such a realm change only in a transaction that names the approval.
  await db.$queryRaw`select set_config('lava.approved_change', ${request.id}, true)`;
  const { connId } = request;
  const current = await db.connection.findUnique({
    where: { realmId_connId: { realmId: realm.id, connId } },
  });
  const stale = await staleReason(db, request, current);
  if (stale) throw staleRequest(stale);
  const spec = request.spec === null ? null : asSpec(request.spec);
  const approved = {
    request: request.id,
    requestedBy: request.requestedBy,
    requestedById: request.requestedById,
  };
  const writer = new ConnectionWriter(db, context, realm);
  const note = request.note ?? undefined;
  if (request.action === 'restore' && spec) {
    const deleted = await askedDeletion(db, request);
    if (!deleted) throw overtaken();
    const columns = deriveColumns(spec, await findingContext(db, realm, spec));
    const details = { deletedAt: deleted.at.toISOString(), ...approved };
    const change = { action: 'restore', note, event: { action: 'connection.restore', details } } as const;
    writer.create(spec, columns, change, deleted.connectionId);
  } else if (!current && spec) {
    const columns = deriveColumns(spec, await findingContext(db, realm, spec));
    const details = { spec: toStored(spec), ...approved };
    writer.create(spec, columns, { action: 'create', note, event: { action: 'connection.create', details } });
  } else if (current && spec) {
    const columns = deriveColumns(spec, await findingContext(db, realm, spec));
    const changed = toStored({ fields: changedFields(asSpec(current.spec), spec) });
    const details = { changed, ...approved };
    const change = { action: 'update', note, event: { action: 'connection.update', details } } as const;
    if (!(await writer.update(current, spec, columns, change))) throw overtaken();
  } else if (current) {
    const details = { spec: toStored(asSpec(current.spec)), ...(note && { note }), ...approved };
    const change = { action: 'delete', note, event: { action: 'connection.delete', details } } as const;
    if (!(await writer.remove(current, change))) throw overtaken();
  }
  await writer.finish();
  // What was taken over from lava's table is the same on both sides now.
  if (realm.connectionsTable !== null) await agree(db, realm.id);
}

/** The refusal of a request that has been overtaken. */
export function staleRequest(reason: string): ServiceError {
  return new ServiceError('CONFLICT', reason, {
    hint: 'It cannot be approved any more. Make the change again, starting from what is stored now.',
  });
}

function overtaken(): ServiceError {
  return staleRequest('The connection was changed at this very moment.');
}
