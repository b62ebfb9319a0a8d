import { z } from 'zod';
import { type Db, prisma } from '../../db/prisma';
import { RESTORABLE_DAYS } from '../../listing/restorable-days';
import { roleRevoked } from '../audit/role-event';
import { type AuditEventInput, writeAuditEvents } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import { deletedConnections } from '../connections/deleted-connections';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { toRealmDto } from './realm-dto';

/** What deleting a realm takes: its name, typed once more, and the version that was looked at. */
export const deleteRealmInput = z.strictObject({
  realm: z.string(),
  confirmation: z.string(),
  version: z.int32(),
});

/**
 * Deletes a realm that holds no connections, nor deleted ones that can still be restored; with what is left of their
 * tests and credentials, the roles in it and its tokens. The audit events stay, and tell of each role and token that went.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT, CONFLICT while the realm holds either, and
 * when somebody else saved it meanwhile
 */
export async function deleteRealm(
  context: ServiceContext,
  input: z.input<typeof deleteRealmInput>,
): Promise<{ readonly deleted: string }> {
  const { realm: name, confirmation, version } = parseInput(deleteRealmInput, input);
  const realm = await authorise(context, 'realm:write', name);
  if (confirmation !== realm.name) {
    throw new ServiceError('INVALID_INPUT', `Type "${realm.name}" to delete the realm.`, {
      problems: [{ path: 'confirmation', message: `Type ${realm.name} exactly.` }],
    });
  }
  return prisma().$transaction(async (db) => {
    // Locked, so that no connection is created between the count and the deletion.
    const [row] = await db.$queryRaw<{ version: number }[]>`
      select "version" from "Realm" where "id" = ${realm.id}::uuid for update`;
    if (row?.version !== version) throw changedMeanwhile(realm.name);
    const connections = await db.connection.count({ where: { realmId: realm.id } });
    if (connections > 0) {
      throw new ServiceError(
        'CONFLICT',
        `The realm "${realm.name}" holds ${connections === 1 ? '1 connection' : `${connections} connections`}.`,
        { hint: 'Delete its connections first. Nothing was changed.' },
      );
    }
    const deleted = await deletedConnections(db, realm);
    if (deleted[0]) throw restorable(realm.name, deleted.length, deleted[0].at);
    const taken = await takenWith(db, realm);
    await db.savedView.deleteMany({ where: { realmId: realm.id } });
    await db.realm.delete({ where: { id: realm.id } });
    const { connections: _none, ...details } = toRealmDto(realm, 0);
    await writeAuditEvents(db, context, [
      ...taken,
      { action: 'realm.delete', realm: realm.name, target: realm.name, details },
    ]);
    return { deleted: realm.name };
  });
}

/** What tells of the roles in a realm and of its tokens that work, which go with it. */
async function takenWith(
  db: Db,
  realm: { readonly id: string; readonly name: string },
): Promise<readonly AuditEventInput[]> {
  const grants = await db.roleGrant.findMany({
    where: { realmId: realm.id },
    include: { user: { select: { email: true } } },
    orderBy: { user: { email: 'asc' } },
  });
  const tokens = await db.apiToken.findMany({
    where: { realmId: realm.id, revokedAt: null, expiresAt: { gt: new Date() } },
    include: { user: { select: { name: true } } },
    orderBy: { createdAt: 'asc' },
  });
  return [
    ...grants.map(({ userId, role, user }) =>
      roleRevoked({ userId, role, realm: realm.name, email: user.email }),
    ),
    ...tokens.map(({ start, name, user }) => ({
      action: 'token.revoke',
      realm: realm.name,
      target: start,
      details: { name, owner: user.name },
    })),
  ];
}

function changedMeanwhile(realm: string): ServiceError {
  return new ServiceError('CONFLICT', `The realm "${realm}" was changed by somebody else meanwhile.`, {
    hint: 'Nothing was deleted. Look at what it is now, then delete it again.',
  });
}

function restorable(realm: string, count: number, newest: Date): ServiceError {
  const until = new Date(newest.getTime() + RESTORABLE_DAYS * 86_400_000).toISOString().slice(0, 10);
  const connections = count === 1 ? '1 deleted connection' : `${count} deleted connections`;
  return new ServiceError('CONFLICT', `In "${realm}" ${connections} can still be restored, until ${until}.`, {
    hint: 'Nothing was changed. Delete the realm after that day.',
  });
}
