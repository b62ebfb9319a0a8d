import { z } from 'zod';
import { type Db, prisma } from '../../db/prisma';
import { authorise } from '../authorise';
import { askFirst, type ProposedChange } from '../changes/ask-first';
import { asSpec } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { reviewedInput } from './inputs';
import { type LavaRealm, lavaRealm } from './lava-realm';
import { type PublicationDto, toPublicationDto } from './publication-dto';
import { assertPublishable, type ReviewedItem, recordPublication } from './record-publication';
import { runPublication } from './run-publication';

const MOST_AT_ONCE = 1_000;

/**
 * What publishing takes: each connection as it was reviewed, by its version here (null: deleted here) and the token
 * of the item there (null: none).
 */
export const startPublicationInput = z.strictObject({
  realm: z.string(),
  items: reviewedInput(MOST_AT_ONCE),
});

/** A publication that began; or, where the realm takes four eyes, what waits for another editor. */
export type StartedPublication =
  | { readonly publicationId: string; readonly waiting?: undefined }
  | { readonly publicationId: null; readonly waiting: readonly string[] };

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
): Promise<StartedPublication> {
  const begun = await beginPublication(context, input);
  if ('waiting' in begun) return { publicationId: null, waiting: begun.waiting };
  void begun.done;
  return { publicationId: begun.id };
}

/** Publishes and waits for the end; otherwise as `startPublication`. */
export async function publish(
  context: ServiceContext,
  input: z.input<typeof startPublicationInput>,
): Promise<PublicationDto> {
  const begun = await beginPublication(context, input);
  if ('waiting' in begun) {
    throw new ServiceError('CONFLICT', 'Publishing to this realm waits for the approval of another editor.');
  }
  await begun.done;
  return getPublication(context, input.realm, begun.id);
}

/** Starts publishing what an earlier publication left: as reviewed then. @throws as `startPublication` */
export async function retryPublication(
  context: ServiceContext,
  input: z.input<typeof retryPublicationInput>,
): Promise<StartedPublication> {
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
): Promise<{ readonly id: string; readonly done: Promise<void> } | { readonly waiting: readonly string[] }> {
  const { realm: realmName, items } = parseInput(startPublicationInput, input);
  const realm = await lavaRealm(context, 'lava:publish', realmName);
  await assertPublishable(context, realm);
  const begun = await prisma().$transaction(async (db) => {
    if (!realm.fourEyes) return recordPublication(db, context, realm, items);
    return askFirst(db, context, realm, await proposals(db, realm, items));
  });
  if (begun === null) throw new Error('A realm that takes four eyes did not ask.');
  if (typeof begun !== 'string') return { waiting: begun };
  return { id: begun, done: runPublication(context, realm, begun) };
}

/** What is published, as it stands here. @throws {ServiceError} CONFLICT when it is not what was reviewed */
async function proposals(
  db: Db,
  realm: LavaRealm,
  items: readonly ReviewedItem[],
): Promise<ProposedChange[]> {
  const rows = await db.connection.findMany({
    where: { realmId: realm.id, connId: { in: items.map(({ connId }) => connId) } },
    select: { connId: true, version: true, spec: true },
  });
  return items.map(({ connId, version }) => {
    const row = rows.find((one) => one.connId === connId);
    if ((row?.version ?? null) !== version) {
      throw new ServiceError('CONFLICT', `"${connId.slice(0, 80)}" was changed here since it was reviewed.`, {
        hint: 'Nothing was asked for. Review it again.',
      });
    }
    return { connId, action: 'publish', baseVersion: version, spec: row ? asSpec(row.spec) : null };
  });
}
