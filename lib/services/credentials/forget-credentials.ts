import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { forgetHeld } from './held-credentials';

/** What forgetting takes: the id of a minting. */
export const forgetCredentialsInput = z.strictObject({ realm: z.string(), id: z.uuid() });

/**
 * Drops temporary credentials from the server's memory and from the expiry page. AWS cannot revoke them: they go on
 * working until they end, for whoever holds them.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT
 */
export async function forgetCredentials(
  context: ServiceContext,
  input: z.input<typeof forgetCredentialsInput>,
): Promise<{ readonly forgotten: string }> {
  const { realm: realmName, id } = parseInput(forgetCredentialsInput, input);
  const realm = await authorise(context, 'credential:mint', realmName);
  return prisma().$transaction(async (db) => {
    const minting = await db.mintedCredential.findFirst({
      where: { id, realmId: realm.id, forgottenAt: null },
    });
    if (!minting) {
      throw new ServiceError('NOT_FOUND', 'These credentials are not known any more.', {
        hint: 'Reload the page.',
      });
    }
    const { cluster, database, returnedUser, durationSeconds } = minting;
    await db.mintedCredential.updateMany({
      where: { realmId: realm.id, cluster, database, returnedUser, durationSeconds, forgottenAt: null },
      data: { forgottenAt: new Date() },
    });
    await db.connection.updateMany({
      where: { realmId: realm.id, credentialExpiresAt: minting.expiresAt },
      data: { credentialExpiresAt: null },
    });
    await writeAuditEvent(db, context, {
      action: 'credential.forget',
      realm: realm.name,
      target: minting.connId,
      details: { returnedUser, expiresAt: minting.expiresAt.toISOString() },
    });
    forgetHeld(realm, minting);
    return { forgotten: minting.connId };
  });
}
