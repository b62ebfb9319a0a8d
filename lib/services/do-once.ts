import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { canonicalJson } from '../connectors/canonical-json';
import { prisma } from '../db/prisma';
import { whyUnavailable } from '../db/unavailable';
import { log } from '../log';
import { type Attempt, beginAttempt } from './attempt';
import type { ServiceContext } from './context';
import { ServiceError } from './errors';
import { keepTrying } from './keep-trying';
import { storableJson } from './storable-json';

const KEPT_MS = 24 * 3_600_000;
const LIFE_MS = 30_000;
const LOOK_MS = 50;
const PATIENCE_MS = 10_000;
/** How long a refusal waits for its request to be forgotten. */
const FORGET_MS = 1_000;

/** The id that a form gives its request: the same when it is sent again. */
export const requestIdInput = z.uuid().optional();

/** What is kept: a fingerprint of the input, and that there is an answer; the answer itself unless it is a secret. */
const kept = z.object({ input: z.string(), done: z.boolean().optional(), answer: z.json().optional() });

/** A request that a form may send twice. */
export interface OnceRequest {
  readonly id: string | undefined;
  readonly action: string;
  readonly input: unknown;
  /** Throws unless the person may do it, as the work itself does: an answer is not given again to who may not any more. */
  readonly mayDo: () => Promise<unknown>;
  /** The answer holds a secret and is given once: sent again, the request is refused. */
  readonly secret?: true;
}

/**
 * Carries the work out once for a request id: sent again within 24 hours, by the same person with the same input, the
 * first answer is given again. A refused request leaves nothing, so that it may be corrected and sent again; of several
 * that wait for it the next is tried. Without an id the work is simply done.
 *
 * A try that ends tells so, as soon as the database lets it. One whose process died cannot: after eight minutes without a
 * sign of life, which a try gives every 30 s, its request may be sent again. No transaction lasts as long, so that it has
 * ended by then even where the signs did not get through. Carried out twice can only be what was committed without the
 * process hearing or writing down that it was: when the connection broke in the midst of the commit, which the person is
 * told, or when the process was killed right after it and the request is sent again eight minutes later.
 *
 * @throws {ServiceError} CONFLICT when the id was used for something else, what it was used for has not ended, or its
 * answer was a secret; whatever `mayDo` and the work throw
 */
export async function doOnce<T>(
  context: ServiceContext,
  request: OnceRequest,
  work: () => Promise<T>,
  until = Date.now() + PATIENCE_MS,
): Promise<T> {
  const { id, action, secret } = request;
  if (id === undefined) return work();
  const input = createHash('sha256').update(canonicalJson(request.input)).digest('hex');
  await prisma().doneRequest.deleteMany({ where: { at: { lt: new Date(Date.now() - KEPT_MS) } } });
  const mine = { id, actor: context.actor.id, action };
  const attempt = await beginAttempt(mine, input);
  if (!attempt) {
    await request.mayDo();
    const first = await firstAnswer(mine, input, until);
    return first === 'refused' ? doOnce(context, request, work, until) : JSON.parse(first.json);
  }
  const done = await withSigns(attempt, work).catch(async (error: unknown) => {
    const forgotten = keepTrying(attempt.forget);
    // A database that is gone would keep the person waiting for as long again.
    if (!whyUnavailable(error)) await Promise.race([forgotten, wait(FORGET_MS)]);
    throw error;
  });
  const answer = secret ? {} : { answer: JSON.parse(storableJson(done)) };
  const keep = () => attempt.keep({ input, done: true, ...answer });
  await keep().catch((error: unknown) => {
    // It was carried out, and is not to be again.
    void keepTrying(keep);
    throw error;
  });
  return done;
}

/** Does the work and tells meanwhile that this process lives. */
async function withSigns<T>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
  const signs = setInterval(() => {
    attempt.sign().catch((error) => log.debug({ err: error }, 'a request could not tell that it goes on'));
  }, LIFE_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(signs);
  }
}

/** What the first of the same requests was answered; `refused`: it left nothing. */
async function firstAnswer(
  mine: { readonly id: string; readonly actor: string; readonly action: string },
  input: string,
  until: number,
): Promise<'refused' | { readonly json: string }> {
  for (; Date.now() < until; await wait(LOOK_MS)) {
    const row = await prisma().doneRequest.findUnique({ where: { id: mine.id } });
    if (!row) return 'refused';
    const there = kept.parse(row.answer);
    if (row.actor !== mine.actor || row.action !== mine.action || there.input !== input) {
      throw new ServiceError('CONFLICT', 'This request was sent before with something else in it.', {
        hint: 'Nothing was changed. Reload the page and try again.',
      });
    }
    if (there.answer !== undefined) return { json: JSON.stringify(there.answer) };
    if (there.done) {
      throw new ServiceError('CONFLICT', 'This was done already, and its answer is shown once.', {
        hint: 'Reload the page. If the answer was lost, ask for a new link or token.',
      });
    }
  }
  throw new ServiceError('CONFLICT', 'This request was sent before and has not ended.', {
    hint: 'Look whether it was carried out, then reload the page and try again.',
  });
}
