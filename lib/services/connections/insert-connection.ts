import type { Spec } from '../../connectors/spec';
import type { Db, Prisma } from '../../db/prisma';
import type { ServiceContext } from '../context';
import { type DerivedColumns, deriveColumns } from './derive-columns';
import { findingContext } from './finding-context';
import { toStored } from './stored-spec';

/** Stores a new connection under the spec's conn_id, with its columns derived. Permission and input are the caller's. */
export async function insertConnection(
  db: Db,
  context: ServiceContext,
  realm: Prisma.RealmGetPayload<object>,
  spec: Spec,
): Promise<void> {
  const columns = deriveColumns(spec, await findingContext(db, realm, spec));
  await db.connection.create({ data: newConnection(context, realm, spec, columns) });
}

/** The row of a connection that is stored for the first time. */
export function newConnection(
  context: ServiceContext,
  realm: { readonly id: string },
  spec: Spec,
  columns: DerivedColumns,
): Prisma.ConnectionCreateManyInput {
  return {
    realmId: realm.id,
    connId: String(spec.conn_id),
    spec: toStored(spec),
    ...columns,
    createdBy: context.actor.name,
    updatedBy: context.actor.name,
    updatedAt: new Date(),
  };
}
