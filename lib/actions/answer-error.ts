import { NOBODY } from '../auth/actor';
import { log } from '../log';
import { recordRefusalOrLog } from '../services/audit/record-refusal';
import type { ServiceContext } from '../services/context';
import { databaseRefusal, type ErrorCode, type ErrorDto, errorDto, ServiceError } from '../services/errors';

/** Under what a refusal is recorded that no service has recorded itself, by its code. */
const REFUSALS: Partial<Readonly<Record<ErrorCode, string>>> = {
  UNAUTHENTICATED: 'sign-in',
  FORBIDDEN: 'rule',
  TOO_MANY: 'limit',
};

/**
 * What was thrown as whoever asked may see it. A fault goes to the log. A refusal leaves its event here, after what was
 * begun has been undone, unless the service has written one.
 */
export async function answerError(
  error: unknown,
  context: ServiceContext,
  asked: { readonly realm?: unknown; readonly path?: string },
): Promise<ErrorDto> {
  const { requestId } = context;
  const { realm, ...where } = asked;
  if (databaseRefusal(error)) log.warn({ err: error, requestId, ...where }, 'the database failed a request');
  else if (!(error instanceof ServiceError))
    log.error({ err: error, requestId, ...where }, 'a request failed');
  else await recordUnlessDone(error, context, typeof realm === 'string' ? realm : undefined);
  return errorDto(error, requestId);
}

async function recordUnlessDone(
  error: ServiceError,
  context: ServiceContext,
  realm: string | undefined,
): Promise<void> {
  // Whoever is not known looks for nothing but what a one-time link leads to.
  const isLink = error.code === 'NOT_FOUND' && context.actor === NOBODY;
  const permission = isLink ? 'link' : REFUSALS[error.code];
  if (permission === undefined || error.recorded) return;
  await recordRefusalOrLog(context, { permission, realm, because: error.message });
}
