import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { canonicalJson } from '../connectors/canonical-json';
import { Prisma } from '../db/generated/client';
import { prisma } from '../db/prisma';
import type { ServiceContext } from './context';
import { ServiceError } from './errors';
import { storableJson } from './storable-json';

const KEPT_MS = 24 * 3_600_000;
const LOOK_MS = 50;
const PATIENCE_MS = 10_000;

/** The id that a form gives its request: the same when it is sent again. */
export const requestIdInput = z.uuid().optional();

/** What is kept: a fingerprint of the input, and the answer once there is one. */
const kept = z.object({ input: z.string(), answer: z.json().optional() });

/**
 * Carries the work out once for a request id: sent again within 24 hours, by the same person with the same input, the
 * first answer is given again. A refused request leaves nothing, so that it may be corrected and sent again. Without
 * an id the work is simply done.
 *
 * @throws {ServiceError} CONFLICT when the id was used for something else, or what it was used for never ended;
 * whatever the work throws
 */
export async function doOnce<T>(
  context: ServiceContext,
  request: { readonly id: string | undefined; readonly action: string; readonly input: unknown },
  work: () => Promise<T>,
): Promise<T> {
  const { id, action } = request;
  if (id === undefined) return work();
  const input = createHash('sha256').update(canonicalJson(request.input)).digest('hex');
  const db = prisma();
  await db.doneRequest.deleteMany({ where: { at: { lt: new Date(Date.now() - KEPT_MS) } } });
  const mine = { id, actor: context.actor.id, action };
  try {
    await db.doneRequest.create({ data: { ...mine, answer: { input } } });
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') throw error;
    return firstAnswer<T>(mine, input, work);
  }
  try {
    const done = await work();
    const answer = JSON.parse(storableJson(done));
    await db.doneRequest.update({ where: { id }, data: { answer: { input, answer } } });
    return done;
  } catch (error) {
    await db.doneRequest.deleteMany({ where: { id } });
    throw error;
  }
}

async function firstAnswer<T>(
  mine: { readonly id: string; readonly actor: string; readonly action: string },
  input: string,
  work: () => Promise<T>,
): Promise<T> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await wait(LOOK_MS)) {
    const row = await prisma().doneRequest.findUnique({ where: { id: mine.id } });
    // The first one was refused meanwhile: this one is told the same by being tried.
    if (!row) return work();
    const there = kept.parse(row.answer);
    if (row.actor !== mine.actor || row.action !== mine.action || there.input !== input) {
      throw new ServiceError('CONFLICT', 'This request was sent before with something else in it.', {
        hint: 'Nothing was changed. Reload the page and try again.',
      });
    }
    if (there.answer !== undefined) return JSON.parse(JSON.stringify(there.answer));
  }
  throw new ServiceError('CONFLICT', 'This request was sent before and has not ended.', {
    hint: 'Look whether it was carried out, then reload the page and try again.',
  });
}
