import 'server-only';
import { headers } from 'next/headers';
import { createSafeActionClient } from 'next-safe-action';
import { authenticate } from '../auth/authenticate';
import { log } from '../log';
import { requestId } from '../request-scope';
import { databaseRefusal, type ErrorDto, errorDto, ServiceError } from '../services/errors';
import { assertSameOrigin } from './same-origin';

/**
 * The one client for server actions: it refuses requests of other sites, finds the acting person, takes the id of the
 * request and turns whatever is thrown into an `ErrorDto`. Permission and input are checked by the service that the action calls.
 */
export const action = createSafeActionClient({
  handleServerError(error): ErrorDto {
    const id = requestId();
    if (databaseRefusal(error)) log.warn({ err: error, requestId: id }, 'the database failed an action');
    else if (!(error instanceof ServiceError)) log.error({ err: error, requestId: id }, 'action failed');
    return errorDto(error, id);
  },
}).use(async ({ next }) => {
  const given = await headers();
  assertSameOrigin(given);
  return next({ ctx: await authenticate(given) });
});
