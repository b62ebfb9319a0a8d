import { z } from 'zod';
import { prisma } from '../../db/prisma';
import { refused } from '../audit/record-refusal';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { closeRequest, findRequest } from './find-request';

/** What refusing takes: the note tells the one who asked why. */
export const refuseRequestInput = z.strictObject({
  realm: z.string(),
  id: z.string(),
  note: z
    .string()
    .trim()
    .min(1, 'Say why: who asked for it has only this note.')
    .max(1000, 'Keep the note under 1,000 characters.'),
});

/**
 * Refuses a request of somebody else, with a note; nothing of the connection changes.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN for one's own request, INVALID_INPUT, CONFLICT when it is decided
 */
export async function refuseRequest(
  context: ServiceContext,
  input: z.input<typeof refuseRequestInput>,
): Promise<{ readonly refused: string }> {
  const { realm: realmName, id, note } = parseInput(refuseRequestInput, input);
  const realm = await authorise(context, 'change:decide', realmName);
  const request = await findRequest(prisma(), realm, id);
  if (request.requestedById === context.actor.id) {
    const error = new ServiceError('FORBIDDEN', 'You asked for this change yourself.', {
      hint: 'Withdraw it instead.',
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
  await prisma().$transaction(async (db) => {
    await closeRequest(db, request, {
      state: 'refused',
      decidedBy: context.actor.name,
      decidedById: context.actor.id,
      decisionNote: note,
    });
    await writeAuditEvent(db, context, {
      action: 'change.refuse',
      realm: realm.name,
      target: request.connId,
      details: { request: id, change: request.action, requestedBy: request.requestedBy, note },
    });
  });
  return { refused: id };
}
