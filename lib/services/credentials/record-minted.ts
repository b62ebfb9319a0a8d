import type { Db, Prisma } from '../../db/prisma';
import type { Credentials } from '../../resolution/resolution';
import type { ServiceContext } from '../context';

interface MintedBy {
  readonly realm: Prisma.RealmGetPayload<object>;
  /** The stored connection, null for a draft or when it was deleted meanwhile. */
  readonly connection: { readonly id: string } | null;
  readonly connId: string;
  /** The test that asked for them; null when they were minted by themselves. */
  readonly runId: string | null;
  readonly credentials: Credentials;
}

/**
 * Records temporary credentials, without their password, once per minting: a test that used cached ones adds
 * nothing, and so does a login that is not temporary.
 */
export async function recordMinted(
  db: Db,
  context: ServiceContext,
  { realm, connection, connId, runId, credentials }: MintedBy,
): Promise<void> {
  const { minted, expiresAt, method } = credentials;
  if (!expiresAt || !minted) return;
  const { mintedAt, cluster, database, requestedUser, returnedUser, durationSeconds } = minted;
  const known = await db.mintedCredential.findFirst({
    where: { realmId: realm.id, cluster, database, returnedUser, durationSeconds, mintedAt },
  });
  if (known) return;
  await db.mintedCredential.create({
    data: {
      realmId: realm.id,
      connectionId: connection?.id ?? null,
      connId,
      runId,
      method,
      cluster,
      database,
      requestedUser: requestedUser ?? null,
      returnedUser,
      durationSeconds,
      mintedAt,
      expiresAt,
      actor: context.actor.name,
    },
  });
}
