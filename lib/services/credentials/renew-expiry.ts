import { sameLogin } from '../../connectors/same-login';
import type { Spec } from '../../connectors/spec';
import type { Db, Prisma } from '../../db/prisma';
import type { Credentials } from '../../resolution/resolution';
import { lockConnections } from '../connections/lock-connections';
import { asSpec } from '../connections/stored-spec';
import { assumedRole, assumedRoles, isLoginOf } from './is-login-of';

/**
 * Notes when temporary credentials end at every connection that logs in with them: the one they were obtained for, unless
 * it logs in otherwise by now, and those that share the login. To be called first in its transaction, because it locks
 * several connections, and whoever locks them in another order could wait for ever.
 */
export async function renewExpiry(
  db: Db,
  realm: { readonly id: string },
  { connId, spec, credentials }: { connId: string; spec: Spec; credentials: Credentials },
): Promise<void> {
  const { expiresAt, minted, method } = credentials;
  // The next login signs a token of its own, so that the end of one hits nobody.
  if (!expiresAt || !minted || method === 'rds-token') return;
  const { cluster, database, durationSeconds, requestedUser = null, returnedUser } = minted;
  const obtained = { connId, method, cluster, database, durationSeconds, requestedUser, returnedUser };
  const roles = await assumedRoles(db, realm, [obtained]);
  if (requestedUser === null) roles.set(connId, assumedRole(spec));
  const usesThem = (row: Prisma.ConnectionGetPayload<object>) =>
    row.connId === connId ? sameLogin(asSpec(row.spec), spec) : isLoginOf(row, obtained, roles);
  const endsEarlier: Prisma.ConnectionWhereInput = {
    realmId: realm.id,
    OR: [{ credentialExpiresAt: null }, { credentialExpiresAt: { lt: expiresAt } }],
  };
  const likely = await db.connection.findMany({
    where: {
      ...endsEarlier,
      AND: { OR: [{ connId }, { loginMethod: method, clusterId: cluster, database, durationSeconds }] },
    },
  });
  const locked = await lockConnections(
    db,
    realm,
    likely.filter(usesThem).map((row) => row.connId),
  );
  await db.connection.updateMany({
    where: { ...endsEarlier, id: { in: locked.filter(usesThem).map(({ id }) => id) } },
    data: { credentialExpiresAt: expiresAt },
  });
}
