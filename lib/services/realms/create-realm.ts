import { prisma } from '../../db/prisma';
import { realmInput } from '../../listing/realm-input';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authoriseEverywhere } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { type RealmDto, toRealmDto } from './realm-dto';

/** Adds a realm. @throws {ServiceError} FORBIDDEN, INVALID_INPUT, ALREADY_EXISTS */
export async function createRealm(context: ServiceContext, input: unknown): Promise<RealmDto> {
  const data = parseInput(realmInput, input);
  await authoriseEverywhere(context, 'realm:create');
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
