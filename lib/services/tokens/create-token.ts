import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { lesserRole } from '../../auth/actor';
import { tokenHash } from '../../auth/current-actor';
import { ROLES } from '../../auth/permissions';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { personName } from '../people/person-input';
import { assertPerson } from './assert-person';
import { type TokenDto, toTokenDto } from './token-dto';

const DAY = 86_400_000;
const MOST_TOKENS = 50;

export const createTokenInput = z.strictObject({
  name: personName,
  realm: z.string(),
  role: z.enum(ROLES),
  days: z.int().min(1, 'At least one day.').max(365, 'At most 365 days.'),
});

/**
 * Makes an API token for oneself: in one realm, with a role not above one's own, for at most a year. The token itself
 * is returned this once; the store holds its hash.
 *
 * @throws {ServiceError} NOT_FOUND for the realm, FORBIDDEN, INVALID_INPUT, TOO_MANY
 */
export async function createToken(
  context: ServiceContext,
  input: unknown,
): Promise<{ readonly secret: string; readonly token: TokenDto }> {
  assertPerson(context);
  const { name, realm: realmName, role, days } = parseInput(createTokenInput, input);
  const realm = await authorise(context, 'connection:read', realmName);
  const own = context.actor.roleIn(realm.name);
  if (lesserRole(role, own) !== role) {
    throw new ServiceError('FORBIDDEN', `Your own role in ${realm.name} is ${own}: a token cannot do more.`, {
      problems: [{ path: 'role', message: `Choose ${own} or less.` }],
    });
  }
  const secret = `lava_${randomBytes(32).toString('hex')}`;
  return prisma().$transaction(async (db) => {
    const valid = { userId: context.actor.id, revokedAt: null, expiresAt: { gt: new Date() } };
    if ((await db.apiToken.count({ where: valid })) >= MOST_TOKENS) {
      throw new ServiceError('TOO_MANY', `You have ${MOST_TOKENS} tokens already.`, {
        hint: 'Revoke those that are not used any more.',
      });
    }
    const row = await db.apiToken.create({
      data: {
        name,
        hash: tokenHash(secret),
        start: secret.slice(0, 11),
        userId: context.actor.id,
        realmId: realm.id,
        role,
        expiresAt: new Date(Date.now() + days * DAY),
      },
      include: { realm: { select: { name: true } } },
    });
    await writeAuditEvent(db, context, {
      action: 'token.create',
      realm: realm.name,
      target: row.start,
      details: { name, role, expiresAt: row.expiresAt.toISOString() },
    });
    return { secret, token: toTokenDto(row) };
  });
}
