import 'server-only';
import { randomUUID } from 'node:crypto';
import { headers } from 'next/headers';
import { createSafeActionClient } from 'next-safe-action';
import { clientAddress } from '../auth/client-address';
import { log } from '../log';
import { type ErrorDto, errorDto, ServiceError } from '../services/errors';
import { assertSameOrigin } from './same-origin';

/**
 * The client for the few server actions of people who cannot sign in yet. What lets them through is the one-time link
 * that they send, which the service checks.
 */
export const openAction = createSafeActionClient({
  handleServerError(error): ErrorDto {
    const requestId = randomUUID();
    if (!(error instanceof ServiceError)) log.error({ err: error, requestId }, 'action failed');
    return errorDto(error, requestId);
  },
}).use(async ({ next }) => {
  const given = await headers();
  assertSameOrigin(given);
  const address = clientAddress(given);
  return next({ ctx: { requestId: randomUUID(), ...(address !== undefined && { address }) } });
});
