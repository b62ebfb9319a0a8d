import type { Permission } from '../../auth/permissions';
import type { Prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';

type RealmRow = Prisma.RealmGetPayload<object>;

/** A realm that is joined to a running lava. */
export type LavaRealm = RealmRow & { readonly connectionsTable: string };

/**
 * The realm, if the actor may do this in it and lava's table is known.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT when the realm names no table
 */
export async function lavaRealm(
  context: ServiceContext,
  permission: Permission,
  realmName: string,
): Promise<LavaRealm> {
  const realm = await authorise(context, permission, realmName);
  const { connectionsTable } = realm;
  if (connectionsTable === null) {
    throw new ServiceError('INVALID_INPUT', `The realm ${realm.name} is not joined to a running lava.`, {
      hint: 'Name its DynamoDB table of connections in the settings of the realm.',
    });
  }
  return { ...realm, connectionsTable };
}
