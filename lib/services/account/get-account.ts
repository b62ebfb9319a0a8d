import { prisma } from '../../db/prisma';
import type { ServiceContext } from '../context';
import { assertPerson } from '../tokens/assert-person';

/** One's own means of signing in, and where one is signed in. */
export interface AccountDto {
  readonly name: string;
  readonly email: string;
  readonly hasPassword: boolean;
  readonly hasCompany: boolean;
  readonly totp: boolean;
  readonly passkeys: readonly {
    readonly id: string;
    readonly name: string;
    readonly createdAt: string | null;
  }[];
  readonly sessions: readonly {
    readonly id: string;
    readonly current: boolean;
    readonly address: string | null;
    readonly browser: string | null;
    readonly createdAt: string;
  }[];
}

/** Reads one's own account. @throws {ServiceError} FORBIDDEN for a token */
export async function getAccount(context: ServiceContext): Promise<AccountDto> {
  assertPerson(context);
  const person = await prisma().user.findUniqueOrThrow({
    where: { id: context.actor.id },
    include: {
      accounts: { select: { providerId: true, password: true } },
      passkeys: { orderBy: { createdAt: 'asc' } },
      sessions: { where: { expiresAt: { gt: new Date() } }, orderBy: { createdAt: 'desc' } },
    },
  });
  return {
    name: person.name,
    email: person.email,
    hasPassword: person.accounts.some(({ password }) => password !== null),
    hasCompany: person.accounts.some(({ providerId }) => providerId !== 'credential'),
    totp: person.twoFactorEnabled,
    passkeys: person.passkeys.map(({ id, name, createdAt }) => ({
      id,
      name: name ?? 'Passkey',
      createdAt: createdAt?.toISOString() ?? null,
    })),
    sessions: person.sessions.map(({ id, ipAddress, userAgent, createdAt }) => ({
      id,
      current: id === context.sessionId,
      address: ipAddress || null,
      browser: userAgent || null,
      createdAt: createdAt.toISOString(),
    })),
  };
}
