import 'server-only';
import { randomUUID } from 'node:crypto';
import { headers } from 'next/headers';
import { createSafeActionClient } from 'next-safe-action';
import { authenticate } from '../auth/authenticate';
import { log } from '../log';
import { type ErrorDto, errorDto, ServiceError } from '../services/errors';

/**
 * The one client for server actions: it finds the acting person, gives the request an id and turns whatever is
 * thrown into an `ErrorDto`. Permission and input are checked by the service that the action calls.
 */
export const action = createSafeActionClient({
  handleServerError(error): ErrorDto {
    const requestId = randomUUID();
    if (!(error instanceof ServiceError)) log.error({ err: error, requestId }, 'action failed');
    return errorDto(error, requestId);
  },
}).use(async ({ next }) => {
  return next({ ctx: await authenticate(await headers()) });
});
