import type { Prisma } from '../../db/prisma';
import type { CachedCredentials } from '../../resolution/credential-cache';
import type { Credentials } from '../../resolution/resolution';
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
  const account = credentialAccount(realm);
  return runtime()
    .cache.list()
    .find(
      (held) =>
        held.account === account &&
        held.region === realm.region &&
        held.cluster === minting.cluster &&
        held.database === minting.database &&
        held.returnedUser === minting.returnedUser &&
        held.durationSeconds === minting.durationSeconds &&
        held.mintedAt.getTime() === minting.mintedAt.getTime(),
    );
}

/** Drops the credentials of a resolution from the cache. Returns whether they were there. */
export function forgetHeld(realm: RealmRow, credentials: Credentials): boolean {
  const held = credentials.minted && heldCredentials(realm, credentials.minted);
  return held !== undefined && runtime().cache.forget(held.key);
}
