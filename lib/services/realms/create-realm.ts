import { allows } from '../../auth/permissions';
import { prisma } from '../../db/prisma';
import { realmInput } from '../../listing/realm-input';
import { recordRefusal } from '../audit/record-refusal';
import { writeAuditEvent } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { type RealmDto, toRealmDto } from './realm-dto';

/** Adds a realm. @throws {ServiceError} FORBIDDEN, INVALID_INPUT, ALREADY_EXISTS */
export async function createRealm(context: ServiceContext, input: unknown): Promise<RealmDto> {
  const data = parseInput(realmInput, input);
  if (!allows(context.actor.roleIn(data.name), 'realm:write')) {
    await recordRefusal(context, { permission: 'realm:write', realm: data.name });
    throw new ServiceError('FORBIDDEN', 'Only an admin may add a realm.');
  }
  return prisma().$transaction(async (db) => {
    if (await db.realm.findUnique({ where: { name: data.name } })) {
      throw new ServiceError('ALREADY_EXISTS', `There is a realm "${data.name}" already.`, {
        problems: [
          { path: 'name', message: `There is a realm "${data.name}" already. Choose another name.` },
        ],
      });
    }
    const realm = await db.realm.create({ data });
    await writeAuditEvent(db, context, {
      action: 'realm.create',
      realm: realm.name,
      target: realm.name,
      details: data,
    });
    return toRealmDto(realm, 0);
  });
}
