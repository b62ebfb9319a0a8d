import type { Prisma } from '../../db/prisma';

/** An API token as lists show it: never the token itself. */
export interface TokenDto {
  readonly id: string;
  readonly name: string;
  /** Its first characters. */
  readonly start: string;
  readonly realm: string;
  readonly role: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly expired: boolean;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

type Row = Prisma.ApiTokenGetPayload<{ include: { realm: { select: { name: true } } } }>;

export function toTokenDto(row: Row): TokenDto {
  return {
    id: row.id,
    name: row.name,
    start: row.start,
    realm: row.realm.name,
    role: row.role,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    expired: row.expiresAt.getTime() <= Date.now(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
