import { prisma } from '../../db/prisma';
import { log } from '../../log';
import { writeAuditEvent } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { runtime } from '../runtime';
import { beginWork } from '../work-under-way';
import { barredSince } from './barred-since';
import type { LavaRealm } from './lava-realm';
import { type Published, publishItem } from './publish-item';

const BEAT_MS = 5_000;
const SUPERSEDED = 'a publication was silent for so long that another one, or a pull, took its place';

/**
 * Writes a publication's connections one after the other and records what became of each; the realm's settings have to
 * allow every one of them, and nobody may have taken it for over meanwhile. Never throws: what could not be written stays
 * as it is and can be tried again.
 */
export async function runPublication(
  context: ServiceContext,
  realm: LavaRealm,
  publicationId: string,
): Promise<void> {
  const running = { id: publicationId, state: 'running' };
  const alive = async () =>
    (await prisma().publication.updateMany({ where: running, data: { beatAt: new Date() } })).count > 0;
  const ended = beginWork();
  const beat = setInterval(() => {
    alive().catch((error) => log.warn({ err: error, publicationId }, 'a publication gave no sign of life'));
  }, BEAT_MS);
  try {
    const items = await prisma().publicationItem.findMany({
      where: { publicationId, state: 'waiting' },
      orderBy: { position: 'asc' },
    });
    let stopped: Published | null = null;
    for (const item of items) {
      if (runtime().stopping.signal.aborted) return await interrupt(publicationId);
      if (!(await alive())) return log.warn({ publicationId }, SUPERSEDED);
      stopped ??= await barredSince(realm);
      const outcome: Published = stopped ?? (await publishItem(context, realm, item));
      await prisma().publicationItem.update({ where: { id: item.id }, data: outcome });
      if (outcome.state === 'failed' && outcome.code === 'STOPPED') stopped = outcome;
    }
    await prisma().$transaction(async (db) => {
      const finished = { state: 'finished', finishedAt: new Date() };
      if ((await db.publication.updateMany({ where: running, data: finished })).count === 0) {
        return log.warn({ publicationId }, SUPERSEDED);
      }
      const states = await db.publicationItem.groupBy({
        by: ['state'],
        where: { publicationId },
        _count: true,
      });
      await writeAuditEvent(db, context, {
        action: 'lava.publish',
        realm: realm.name,
        outcome: states.every(({ state }) => state === 'done') ? 'done' : 'failed',
        details: {
          publicationId,
          ...Object.fromEntries(states.map(({ state, _count }) => [state, _count])),
        },
      });
    });
  } catch (error) {
    const expected = error instanceof ServiceError;
    log.error({ err: error, publicationId, expected }, 'a publication could not be carried through');
  } finally {
    clearInterval(beat);
    ended();
  }
}

/** The server stops: what was written is recorded, the rest waits. Silence since long ago is how that reads. */
async function interrupt(publicationId: string): Promise<void> {
  await prisma().publication.update({ where: { id: publicationId }, data: { beatAt: new Date(0) } });
  log.warn({ publicationId }, 'a publication was interrupted: the server stops');
}
