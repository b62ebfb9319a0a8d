import { createHash, randomBytes } from 'node:crypto';
import type { Db } from '../../db/prisma';
import { LINK_PATHS } from '../../http/shown-path';
import { ServiceError } from '../errors';

const HOUR = 3_600_000;

/** What a link is for: to become the first admin, or to set a password for a person who is there already. */
export type LinkKind = 'set-up' | 'password';

/** A link as it is given to a person, once: the store holds a hash only. */
export interface OneTimeLink {
  /** The path to open; whoever has it can use it. */
  readonly path: string;
  readonly expiresAt: Date;
}

/** How long a link can be used. */
const HOURS: Readonly<Record<LinkKind, number>> = { 'set-up': 24, password: 72 };

/** Makes a link; one that was made before for the same is of no use any more. `userId` is for `password`. */
export async function makeLink(db: Db, kind: LinkKind, userId = ''): Promise<OneTimeLink> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.now() + HOURS[kind] * HOUR);
  await dropLinks(db, kind, userId);
  await db.verification.create({ data: { identifier: identifierOf(kind, token), value: userId, expiresAt } });
  return { path: `${LINK_PATHS[kind]}/${token}`, expiresAt };
}

/** Makes the person's links useless. */
export async function dropLinks(db: Db, kind: LinkKind, userId: string): Promise<void> {
  await db.verification.deleteMany({
    where: { identifier: { startsWith: `link:${kind}:` }, value: userId },
  });
}

/** Whose link it is; undefined when it is not known, was used, or has expired. */
export async function findLink(db: Db, kind: LinkKind, token: string): Promise<string | undefined> {
  const row = await db.verification.findFirst({
    where: { identifier: identifierOf(kind, token), expiresAt: { gt: new Date() } },
  });
  return row?.value;
}

/**
 * Uses a link up. Returns whose it was. Of two that use it at once, one is refused.
 *
 * @throws {ServiceError} NOT_FOUND
 */
export async function takeLink(db: Db, kind: LinkKind, token: string): Promise<string> {
  const owner = await findLink(db, kind, token);
  const { count } = await db.verification.deleteMany({ where: { identifier: identifierOf(kind, token) } });
  if (owner === undefined || count !== 1) throw linkGone();
  return owner;
}

/**
 * Refuses a link that cannot be used, without using it up: before anything that takes long.
 *
 * @throws {ServiceError} NOT_FOUND
 */
export async function checkLink(db: Db, kind: LinkKind, token: string): Promise<void> {
  if ((await findLink(db, kind, token)) === undefined) throw linkGone();
}

/** That a link cannot be used, and what to do. */
function linkGone(): ServiceError {
  return new ServiceError('NOT_FOUND', 'This link has expired or was used before.', {
    hint: 'Ask an admin for a new one. The set-up link is printed anew when the console starts.',
  });
}

function identifierOf(kind: LinkKind, token: string): string {
  return `link:${kind}:${createHash('sha256').update(token).digest('hex')}`;
}
