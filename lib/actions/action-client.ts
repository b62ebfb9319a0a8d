import 'server-only';
import { randomUUID } from 'node:crypto';
import { headers } from 'next/headers';
import { createSafeActionClient } from 'next-safe-action';
import { currentActor } from '../auth/current-actor';
import { log } from '../log';
import type { ServiceContext } from '../services/context';
import { type ErrorDto, errorDto, ServiceError } from '../services/errors';
import { assertSameOrigin } from './same-origin';

/**
 * The one client for server actions: it refuses requests of other sites, finds the acting person, gives the request an id and turns whatever is
 * thrown into an `ErrorDto`. Permission and input are checked by the service that the action calls.
 */
export const action = createSafeActionClient({
  handleServerError(error): ErrorDto {
    const requestId = randomUUID();
    if (!(error instanceof ServiceError)) log.error({ err: error, requestId }, 'action failed');
    return errorDto(error, requestId);
  },
}).use(async ({ next }) => {
  assertSameOrigin(await headers());
  const context: ServiceContext = { actor: await currentActor(), requestId: randomUUID() };
  return next({ ctx: context });
});
