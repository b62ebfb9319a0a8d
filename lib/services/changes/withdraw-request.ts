import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { refused } from '../audit/record-refusal';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { closeRequest, findRequest } from './find-request';

/** What withdrawing takes. */
export const withdrawRequestInput = z.strictObject({ realm: z.string(), id: z.string() });

/**
 * Takes back a request that one made oneself.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN for the request of somebody else, CONFLICT when it is decided
 */
export async function withdrawRequest(
  context: ServiceContext,
  input: z.input<typeof withdrawRequestInput>,
): Promise<{ readonly withdrawn: string }> {
  const { realm: realmName, id } = parseInput(withdrawRequestInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  const request = await findRequest(prisma(), realm, id);
  if (request.requestedById !== context.actor.id) {
    const error = new ServiceError('FORBIDDEN', `${request.requestedBy} asked for this change.`, {
      hint: 'Only who asked for it can withdraw it. You can refuse it.',
    });
    throw await refused(
      context,
      {
        permission: 'connection:write',
        realm: realm.name,
        because: 'somebody else asked for it',
      },
      error,
    );
  }
  await prisma().$transaction(async (db) => {
    await closeRequest(db, request, {
      state: 'withdrawn',
      decidedBy: context.actor.name,
      decidedById: context.actor.id,
    });
    await writeAuditEvent(db, context, {
      action: 'change.withdraw',
      realm: realm.name,
      target: request.connId,
      details: { request: id, change: request.action },
    });
  });
  return { withdrawn: id };
}
