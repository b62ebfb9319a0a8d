import { createHash } from 'node:crypto';
import { prisma } from '../db/prisma';
import { readEnv } from '../env';
import { refused } from '../services/audit/record-refusal';
import { writeAuditEvent } from '../services/audit/write-audit-event';
import { ServiceError } from '../services/errors';
import { type Actor, lesserRole } from './actor';
import { nobody } from './nobody';
import { ROLES } from './permissions';
import { actorOf, findActor, mayComeIn, PERSON, type PersonRow } from './person';
import { sessionToken } from './session-cookie';

const MINUTE = 60_000;

/** Who a request comes from. */
export interface SignedIn {
  readonly actor: Actor;
  /** A browser's session; absent when a token was used. */
  readonly sessionId?: string;
}

/**
 * The person behind a request, by the session's cookie, or where `tokens` says so by a token of theirs. A request that
 * shows a token is judged by it alone.
 *
 * @throws {ServiceError} UNAUTHENTICATED
 */
export async function currentActor(
  headers: Headers,
  { tokens = false }: { tokens?: boolean } = {},
): Promise<SignedIn> {
  const authorization = headers.get('authorization');
  if (tokens && authorization !== null) return { actor: await byToken(authorization, headers) };
  const token = sessionToken(headers);
  const signedIn = token && (await bySession(token, headers.get('x-unattended') === null));
  if (signedIn) return signedIn;
  throw new ServiceError('UNAUTHENTICATED', 'You are not signed in.', {
    hint: 'Sign in, then do this again. If you were signed in, your session has ended.',
  });
}

/** Until when a session lasts that is used now. */
export function sessionEnd(createdAt: Date, now = Date.now()): Date {
  const { SESSION_IDLE_MINUTES, SESSION_MAX_HOURS } = readEnv();
  return new Date(
    Math.min(now + SESSION_IDLE_MINUTES * MINUTE, createdAt.getTime() + SESSION_MAX_HOURS * 60 * MINUTE),
  );
}

interface SessionRow extends PersonRow {
  readonly sessionId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** `used`: somebody is there, so that the session goes on; a page that only reads on by itself does not count. */
async function bySession(token: string, used: boolean): Promise<SignedIn | undefined> {
  const [session] = await prisma().$queryRaw<SessionRow[]>`
    select s."id" as "sessionId", s."createdAt", s."expiresAt", ${PERSON}
    from "Session" s join "User" u on u."id" = s."userId" where s."token" = ${token}`;
  if (!session || session.expiresAt.getTime() <= Date.now() || !mayComeIn(session)) return undefined;
  const end = sessionEnd(session.createdAt);
  // The settings may have become stricter since.
  if (end.getTime() <= Date.now()) return undefined;
  if (used && Math.abs(end.getTime() - session.expiresAt.getTime()) > MINUTE) {
    // Not `update`: the session may have been ended meanwhile.
    await prisma().session.updateMany({ where: { id: session.sessionId }, data: { expiresAt: end } });
  }
  return { actor: actorOf(session), sessionId: session.sessionId };
}

/** How a token is kept: whoever reads the store cannot use it. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Of a token that was given to nobody it is not known who shows it. */
async function uselessToken(
  token: {
    readonly name: string;
    readonly start: string;
    readonly user: { readonly id: string; readonly name: string };
    readonly realm: { readonly name: string };
  } | null,
  headers: Headers,
): Promise<ServiceError> {
  const error = new ServiceError('UNAUTHENTICATED', 'This token is not valid.', {
    hint: 'It may have expired or been revoked. Make another under Account, API tokens.',
  });
  const origin = nobody(headers);
  if (!token) return refused(origin, { permission: 'token', because: 'there is no such token' }, error);
  const { id, name } = token.user;
  const actor: Actor = { id, name: `${name} (token ${token.name})`, roleIn: () => null };
  const because = `the token ${token.start} is not valid any more`;
  return refused({ ...origin, actor }, { permission: 'token', realm: token.realm.name, because }, error);
}

async function byToken(authorization: string, headers: Headers): Promise<Actor> {
  const [, token = ''] = /^Bearer (lava_\w+)$/.exec(authorization) ?? [];
  const row = await prisma().apiToken.findUnique({
    where: { hash: tokenHash(token) },
    include: { realm: { select: { name: true } }, user: { select: { id: true, name: true } } },
  });
  const owner = row && (await findActor(prisma(), row.userId));
  const now = Date.now();
  if (!row || !owner || row.revokedAt || row.expiresAt.getTime() <= now) {
    throw await uselessToken(row, headers);
  }
  const most = ROLES.find((role) => role === row.role) ?? null;
  const actor: Actor = {
    id: owner.id,
    name: `${owner.name} (token ${row.name})`,
    roleIn: (realm) => (realm === row.realm.name ? lesserRole(most, owner.roleIn(realm)) : null),
  };
  // Once a minute: a program that asks all the time must not fill the trail.
  if (!row.lastUsedAt || now - row.lastUsedAt.getTime() > MINUTE) {
    const context = { ...nobody(headers), actor };
    const event = {
      action: 'token.use',
      realm: row.realm.name,
      target: row.start,
      details: { name: row.name },
    };
    await prisma().$transaction(async (db) => {
      await db.apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: new Date(now) } });
      await writeAuditEvent(db, context, event);
    });
  }
  return actor;
}
