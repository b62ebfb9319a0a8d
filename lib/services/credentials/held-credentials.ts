import type { Prisma } from '../../db/prisma';
import type { CachedCredentials } from '../../resolution/credential-cache';
import { credentialAccount, runtime } from '../runtime';

type RealmRow = Prisma.RealmGetPayload<object>;

/** What identifies a minting. */
export interface Minting {
  readonly cluster: string;
  readonly database: string;
  readonly returnedUser: string;
  readonly durationSeconds: number;
  readonly mintedAt: Date;
}

/** The credentials that this process still holds from a minting, without their password. */
export function heldCredentials(realm: RealmRow, minting: Minting): CachedCredentials | undefined {
  return heldFor(realm, minting).find((held) => held.mintedAt.getTime() === minting.mintedAt.getTime());
}

/** Whether the next test uses the credentials of a minting instead of asking for new ones. */
export function areInUse(realm: RealmRow, minting: Minting): boolean {
  const held = heldCredentials(realm, minting);
  return held !== undefined && runtime().cache.isCurrent(held.key);
}

/** Drops what a minting left in the cache, and what earlier ones for the same login did. */
export function forgetHeld(realm: RealmRow, minting: Minting): void {
  for (const { key, mintedAt } of heldFor(realm, minting)) {
    if (mintedAt <= minting.mintedAt) runtime().cache.forget(key);
  }
}

function heldFor(realm: RealmRow, login: Omit<Minting, 'mintedAt'>): readonly CachedCredentials[] {
  const account = credentialAccount(realm);
  return runtime()
    .cache.list()
    .filter(
      (held) =>
        held.account === account &&
        held.region === realm.region &&
        held.cluster === login.cluster &&
        held.database === login.database &&
        held.returnedUser === login.returnedUser &&
        held.durationSeconds === login.durationSeconds,
    );
}
