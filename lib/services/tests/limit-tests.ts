import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible';
import { type Db, prisma } from '../../db/prisma';
import { readEnv } from '../../env';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';

interface Limits {
  readonly actor: RateLimiterPrisma;
  readonly realm: RateLimiterPrisma;
}

/** Kept for as long as their client: they clear what has run out by a timer. */
const limitsOf = new WeakMap<Db, Limits>();

function limits(): Limits {
  const db = prisma();
  const { TESTS_PER_MINUTE, TESTS_PER_MINUTE_REALM } = readEnv();
  const limiter = (keyPrefix: string, points: number) =>
    new RateLimiterPrisma({
      storeClient: db,
      tableName: 'rateLimiterFlexible',
      keyPrefix,
      points,
      duration: 60,
    });
  const made = limitsOf.get(db) ?? {
    actor: limiter('tests-actor', TESTS_PER_MINUTE),
    realm: limiter('tests-realm', TESTS_PER_MINUTE_REALM),
  };
  limitsOf.set(db, made);
  return made;
}

/**
 * Counts one test (or minting) against what a person may start within a minute, and against the realm's share.
 *
 * @throws {ServiceError} TOO_MANY, with the seconds to wait in its hint
 */
export async function limitTests(
  context: ServiceContext,
  realm: { readonly id: string; readonly name: string },
): Promise<void> {
  const { actor, realm: ofRealm } = limits();
  await consume(actor, context.actor.id, 'You have started');
  await consume(ofRealm, realm.id, `In ${realm.name} people have started`);
}

async function consume(limiter: RateLimiterPrisma, key: string, who: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new ServiceError(
      'TOO_MANY',
      `${who} ${limiter.points} tests within a minute, which is the limit.`,
      { hint: `Test again in ${seconds} s.` },
    );
  }
}
