import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { REALM_PLACE, realmInput, realmInputKeeping } from '../../listing/realm-input';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise, authoriseEverywhere } from '../authorise';
import { rederiveConnections } from '../connections/rederive-connections';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { forgetLava } from '../lava/forget-lava';
import { parseInput } from '../parse-input';
import { type RealmDto, toRealmDto } from './realm-dto';

/** What changing takes. `version` is the one that was looked at. */
const updateRealmInput = z.strictObject({
  version: z
    .number()
    .int()
    .max(2 ** 31 - 2),
  realm: z.unknown(),
});

/** Whose credentials the realm's connections log in with. */
const SIGNER = ['account', 'region', 'roleArn'] as const;

/**
 * Changes a realm's settings; its name stays. The columns of its connections are derived anew, since findings
 * depend on the settings. Where it leads is changed by whoever may create realms.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT, CONFLICT when somebody else saved meanwhile
 */
export async function updateRealm(
  context: ServiceContext,
  input: { readonly version: number; readonly realm: unknown },
): Promise<RealmDto> {
  const { version, realm: given } = parseInput(updateRealmInput, input);
  const { name } = parseInput(z.object({ name: realmInput.shape.name }), given);
  const before = await authorise(context, 'realm:write', name);
  const { name: _, ...data } = parseInput(realmInputKeeping(before.passwordDuration), given);
  if (before.version !== version) throw changedMeanwhile(name);
  if (REALM_PLACE.some((field) => before[field] !== data[field])) {
    await authoriseEverywhere(context, 'realm:create', 'Leading a realm to another account, role or table');
  }
  return prisma().$transaction(
    async (db) => {
      const changed = await db.realm.updateMany({
        where: { id: before.id, version },
        data: { ...data, version: { increment: 1 } },
      });
      if (changed.count === 0) throw changedMeanwhile(name);
      const realm = await db.realm.findUniqueOrThrow({ where: { id: before.id } });
      await forgetLava(db, before, realm);
      if (SIGNER.some((field) => before[field] !== realm[field])) {
        await db.connection.updateMany({ where: { realmId: realm.id }, data: { credentialExpiresAt: null } });
      }
      const connections = await rederiveConnections(db, realm);
      await writeAuditEvent(db, context, {
        action: 'realm.update',
        realm: name,
        target: name,
        details: data,
      });
      return toRealmDto(realm, connections);
    },
    { timeout: 60_000 },
  );
}

function changedMeanwhile(name: string): ServiceError {
  return new ServiceError('CONFLICT', `The realm "${name}" was changed by somebody else meanwhile.`, {
    hint: 'Reload the page to see their values, then make your change again.',
  });
}
