import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { lavaRealm } from './lava-realm';
import { lockSync, refuseWhilePublishing } from './one-at-a-time';
import { type PullDto, toPullDto } from './pull-state';
import { runPull } from './run-pull';

/** What pulling takes. `takeOver`: what is new or changed only there is taken over at once. */
export const startPullInput = z.strictObject({ realm: z.string(), takeOver: z.boolean() });

/**
 * Starts reading lava's tables and returns at once; `latestPull` tells how far it is. One runs at a time for a realm.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT, TOO_MANY
 */
export async function startPull(
  context: ServiceContext,
  input: z.input<typeof startPullInput>,
): Promise<{ readonly pullId: string }> {
  const pull = await beginPull(context, input);
  void pull.done;
  return { pullId: pull.id };
}

/** Pulls and waits for the end; otherwise as `startPull`. The outcome stands in the record. */
export async function pull(context: ServiceContext, input: z.input<typeof startPullInput>): Promise<PullDto> {
  const begun = await beginPull(context, input);
  await begun.done;
  const row = await prisma().pull.findUniqueOrThrow({ where: { id: begun.id } });
  return toPullDto(row, Date.now());
}

async function beginPull(context: ServiceContext, input: z.input<typeof startPullInput>) {
  const { realm: realmName, takeOver } = parseInput(startPullInput, input);
  const realm = await lavaRealm(context, 'lava:pull', realmName);
  const now = new Date();
  const row = await prisma().$transaction(async (db) => {
    await lockSync(db, realm.id, now);
    await refuseWhilePublishing(db, realm);
    const running = await db.pull.findFirst({ where: { realmId: realm.id, state: 'running' } });
    if (running) {
      throw new ServiceError('TOO_MANY', `${realm.name} is being pulled already, by ${running.actor}.`, {
        hint: 'Wait for that pull to end.',
      });
    }
    await db.$executeRaw`
      delete from "PulledItem" where "pullId" not in (select "id" from "Pull" where "state" = 'running')`;
    await db.pulledJob.deleteMany({ where: { pull: { realmId: realm.id } } });
    const begun = await db.pull.create({
      data: { realmId: realm.id, state: 'running', startedAt: now, beatAt: now, actor: context.actor.name },
    });
    await writeAuditEvent(db, context, {
      action: 'lava.pull',
      realm: realm.name,
      outcome: 'started',
      details: { table: realm.connectionsTable, takeOver },
    });
    return begun;
  });
  return { id: row.id, done: runPull(context, realm, row.id, { takeOver }) };
}

/** The newest pull of a realm, and the newest that is whole. */
export async function latestPull(
  context: ServiceContext,
  realmName: string,
): Promise<{ readonly latest: PullDto | null; readonly whole: PullDto | null }> {
  const realm = await authorise(context, 'connection:read', realmName);
  const [latest, whole] = await Promise.all([
    prisma().pull.findFirst({ where: { realmId: realm.id }, orderBy: { startedAt: 'desc' } }),
    prisma().pull.findFirst({
      where: { realmId: realm.id, state: 'finished' },
      orderBy: { startedAt: 'desc' },
    }),
  ]);
  const now = Date.now();
  return { latest: latest && toPullDto(latest, now), whole: whole && toPullDto(whole, now) };
}
