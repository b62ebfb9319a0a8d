import { z } from 'zod';
import { type Db, prisma } from '../../db/prisma';
import { recordRefusal } from '../audit/record-refusal';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { connIdInput, MAX_VERSION } from './inputs';
import { type LavaRealm, lavaRealm } from './lava-realm';
import { lockSync, refuseWhilePublishing, refuseWhilePulling } from './one-at-a-time';
import { type PublicationDto, type PublishAction, toPublicationDto } from './publication-dto';
import { runPublication } from './run-publication';

const MOST_AT_ONCE = 1_000;

/**
 * What publishing takes: each connection as it was reviewed, by its version here (null: deleted here) and the token
 * of the item there (null: none).
 */
export const startPublicationInput = z.strictObject({
  realm: z.string(),
  items: z
    .array(
      z.strictObject({
        connId: connIdInput,
        version: z.number().int().max(MAX_VERSION).nullable(),
        token: z.string().nullable(),
      }),
    )
    .min(1, 'Choose at least one connection.')
    .max(MOST_AT_ONCE, `Publish at most ${MOST_AT_ONCE.toLocaleString('en')} connections at once.`)
    .refine(
      (items) => new Set(items.map(({ connId }) => connId)).size === items.length,
      'A connection stands in the list twice.',
    ),
});

type Reviewed = z.output<typeof startPublicationInput>['items'][number];

/** Takes the rest of an earlier publication: what failed, or never had its turn. */
export const retryPublicationInput = z.strictObject({ realm: z.string(), publicationId: z.uuid() });

/**
 * Starts writing connections to lava's table and returns at once; `getPublication` tells what became of each. Each is
 * written only if both sides still are what was reviewed.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN when the realm is read-only, INVALID_INPUT, TOO_MANY
 */
export async function startPublication(
  context: ServiceContext,
  input: z.input<typeof startPublicationInput>,
): Promise<{ readonly publicationId: string }> {
  const begun = await beginPublication(context, input);
  void begun.done;
  return { publicationId: begun.id };
}

/** Publishes and waits for the end; otherwise as `startPublication`. */
export async function publish(
  context: ServiceContext,
  input: z.input<typeof startPublicationInput>,
): Promise<PublicationDto> {
  const begun = await beginPublication(context, input);
  await begun.done;
  return getPublication(context, input.realm, begun.id);
}

/** Starts publishing what an earlier publication left: as reviewed then. @throws as `startPublication` */
export async function retryPublication(
  context: ServiceContext,
  input: z.input<typeof retryPublicationInput>,
): Promise<{ readonly publicationId: string }> {
  const { realm: realmName, publicationId } = parseInput(retryPublicationInput, input);
  const realm = await lavaRealm(context, 'lava:publish', realmName);
  const left = await prisma().publicationItem.findMany({
    where: {
      publication: { id: publicationId, realmId: realm.id },
      state: { in: ['waiting', 'failed'] },
    },
    orderBy: { position: 'asc' },
  });
  if (left.length === 0) {
    throw new ServiceError('INVALID_INPUT', 'Nothing is left of this publication.', {
      hint: 'What was refused or in conflict has to be reviewed again.',
    });
  }
  const items = left.map(({ connId, version, nowHash }) => ({ connId, version, token: nowHash }));
  return startPublication(context, { realm: realm.name, items });
}

/** One publication. @throws {ServiceError} NOT_FOUND */
export async function getPublication(
  context: ServiceContext,
  realmName: string,
  publicationId: string,
): Promise<PublicationDto> {
  const realm = await authorise(context, 'connection:read', realmName);
  const row = z.uuid().safeParse(publicationId).success
    ? await prisma().publication.findFirst({
        where: { id: publicationId, realmId: realm.id },
        include: { items: true },
      })
    : null;
  if (!row) throw new ServiceError('NOT_FOUND', 'There is no such publication in this realm.');
  return toPublicationDto(row, Date.now());
}

async function beginPublication(
  context: ServiceContext,
  input: z.input<typeof startPublicationInput>,
): Promise<{ readonly id: string; readonly done: Promise<void> }> {
  const { realm: realmName, items } = parseInput(startPublicationInput, input);
  const realm = await lavaRealm(context, 'lava:publish', realmName);
  if (realm.readOnly) {
    await recordRefusal(context, {
      permission: 'lava:publish',
      realm: realm.name,
      because: 'the realm is read-only',
    });
    throw new ServiceError(
      'FORBIDDEN',
      `${realm.name} is read-only: it is compared with lava's table, never published to.`,
      {
        hint: 'An admin can allow publishing in the settings of the realm.',
      },
    );
  }
  const now = new Date();
  const id = await prisma().$transaction(async (db) => {
    await lockSync(db, realm.id);
    await refuseWhilePulling(db, realm, now);
    await refuseWhilePublishing(db, realm, now);
    const actions = await actionsFor(db, realm, items);
    const publication = await db.publication.create({
      data: {
        realmId: realm.id,
        state: 'running',
        startedAt: now,
        beatAt: now,
        actor: context.actor.name,
        items: {
          create: items.map(({ connId, version, token }, position) => ({
            position,
            connId,
            version,
            nowHash: token,
            action: actions.get(connId) ?? 'create',
            state: 'waiting',
          })),
        },
      },
    });
    await writeAuditEvent(db, context, {
      action: 'lava.publish',
      realm: realm.name,
      outcome: 'started',
      details: { publicationId: publication.id, connIds: items.map(({ connId }) => connId) },
    });
    return publication.id;
  });
  return { id, done: runPublication(context, realm, id) };
}

async function actionsFor(
  db: Db,
  realm: LavaRealm,
  items: readonly Reviewed[],
): Promise<ReadonlyMap<string, PublishAction>> {
  const there = await db.lavaItem.findMany({
    where: { realmId: realm.id, connId: { in: items.map(({ connId }) => connId) }, nowHash: { not: null } },
    select: { connId: true },
  });
  const known = new Set(there.map(({ connId }) => connId));
  return new Map(
    items.map(({ connId, version }) => {
      if (version === null) return [connId, 'delete'];
      return [connId, known.has(connId) ? 'update' : 'create'];
    }),
  );
}
