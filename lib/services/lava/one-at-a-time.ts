import type { Db } from '../../db/prisma';
import { ServiceError } from '../errors';
import { SILENT_MS } from './pull-state';

interface RealmName {
  readonly id: string;
  readonly name: string;
}

/**
 * Keeps others from beginning to pull or to publish on the realm until the transaction ends. What gave no sign of life
 * for long is over from now on, even if its process should wake up again.
 */
export async function lockSync(db: Db, realmId: string, now: Date): Promise<void> {
  await db.$executeRaw`select pg_advisory_xact_lock(hashtext(${`sync ${realmId}`}))`;
  const silent = {
    where: { realmId, state: 'running', beatAt: { lte: new Date(now.getTime() - SILENT_MS) } },
    data: { state: 'interrupted', finishedAt: now },
  };
  await db.pull.updateMany(silent);
  await db.publication.updateMany(silent);
}

/** What a pull has read must not go over what is published meanwhile. @throws {ServiceError} TOO_MANY */
export async function refuseWhilePulling(db: Db, realm: RealmName): Promise<void> {
  const running = await db.pull.findFirst({ where: { realmId: realm.id, state: 'running' } });
  if (!running) return;
  throw new ServiceError('TOO_MANY', `${realm.name} is being pulled right now, by ${running.actor}.`, {
    hint: 'Wait for that pull to end, then publish.',
  });
}

/** The same the other way round. @throws {ServiceError} TOO_MANY */
export async function refuseWhilePublishing(db: Db, realm: RealmName): Promise<void> {
  const running = await db.publication.findFirst({ where: { realmId: realm.id, state: 'running' } });
  if (!running) return;
  throw new ServiceError('TOO_MANY', `${running.actor} is publishing to ${realm.name} right now.`, {
    hint: 'Wait for that to end, then try again.',
  });
}
