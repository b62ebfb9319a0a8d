import type { Spec } from '../../connectors/spec';
import type { Prisma } from '../../db/prisma';
import type { ServiceContext } from '../context';
import type { DerivedColumns } from './derive-columns';
import { toStored } from './stored-spec';

/** What a change writes into the row of a connection, with its columns derived: the next version of it. */
export function changedConnection(
  context: ServiceContext,
  spec: Spec,
  columns: DerivedColumns,
): Prisma.ConnectionUpdateManyMutationInput {
  return {
    spec: toStored(spec),
    ...columns,
    version: { increment: 1 },
    updatedBy: context.actor.name,
    updatedAt: new Date(),
  };
}
