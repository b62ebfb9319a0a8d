import { z } from 'zod';
import { Prisma } from '../../db/generated/client';
import { type Db, prisma } from '../../db/prisma';
import { refused } from '../audit/record-refusal';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { lavaRealm } from '../lava/lava-realm';
import { assertPublishable, recordPublication } from '../lava/record-publication';
import { runPublication } from '../lava/run-publication';
import { parseInput } from '../parse-input';
import { applyChange, staleRequest } from './apply-change';
import { barredAsker } from './barred-asker';
import { closeRequest, findRequest } from './find-request';
import { staleReason } from './stale-reason';

/** What approving takes. `token` names the item in lava's table that was looked at; of a publication only. */
export const approveRequestInput = z.strictObject({
  realm: z.string(),
  id: z.string(),
  token: z.string().nullable().optional(),
});

type RequestRow = Prisma.ChangeRequestGetPayload<object>;

/**
 * Approves a request of somebody else and carries it out, in one transaction with its events. A publication is begun
 * in it, and its id is returned; `getPublication` tells what became of it.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN for one's own request, CONFLICT when it is decided or overtaken, or when who
 * asked may not ask for it any more, TOO_MANY
 */
export async function approveRequest(
  context: ServiceContext,
  input: z.input<typeof approveRequestInput>,
): Promise<{ readonly publicationId: string | null }> {
  const { realm: realmName, id, token } = parseInput(approveRequestInput, input);
  const realm = await authorise(context, 'change:decide', realmName);
  const request = await findRequest(prisma(), realm, id);
  if (request.requestedById === context.actor.id) {
    const error = new ServiceError('FORBIDDEN', 'You asked for this change yourself.', {
      hint: 'Another editor has to look at it. You can withdraw it.',
    });
    throw await refused(
      context,
      {
        permission: 'change:decide',
        realm: realm.name,
        because: 'it is their own request',
      },
      error,
    );
  }
  if (request.action !== 'publish') {
    try {
      await prisma().$transaction(async (db) => {
        await approve(db, context, realm, request);
        await applyChange(db, context, realm, request);
      });
    } catch (error) {
      if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') throw error;
      throw staleRequest('A connection of this name was created at this very moment.');
    }
    return { publicationId: null };
  }
  const joined = await lavaRealm(context, 'lava:publish', realmName);
  await assertPublishable(context, joined);
  const publicationId = await prisma().$transaction(async (db) => {
    await approve(db, context, realm, request);
    const current = await db.connection.findUnique({
      where: { realmId_connId: { realmId: realm.id, connId: request.connId } },
    });
    const stale = await staleReason(db, request, current);
    if (stale) throw staleRequest(stale);
    const item = { connId: request.connId, version: request.baseVersion, token: token ?? null };
    return recordPublication(db, context, joined, [item], {
      request: request.id,
      requestedBy: request.requestedBy,
      requestedById: request.requestedById,
    });
  });
  void runPublication(context, joined, publicationId);
  return { publicationId };
}

async function approve(
  db: Db,
  context: ServiceContext,
  realm: { readonly name: string },
  request: RequestRow,
): Promise<void> {
  await closeRequest(db, request, {
    state: 'approved',
    decidedBy: context.actor.name,
    decidedById: context.actor.id,
  });
  const barred = await barredAsker(db, realm, request);
  if (barred) {
    throw new ServiceError('CONFLICT', barred, {
      hint: 'It cannot be approved. Refuse it; an editor who wants this change can ask for it.',
    });
  }
  await writeAuditEvent(db, context, {
    action: 'change.approve',
    realm: realm.name,
    target: request.connId,
    details: {
      request: request.id,
      change: request.action,
      requestedBy: request.requestedBy,
      requestedById: request.requestedById,
    },
  });
}
