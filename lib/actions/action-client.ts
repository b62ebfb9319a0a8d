import 'server-only';
import { headers } from 'next/headers';
import { createSafeActionClient } from 'next-safe-action';
import { z } from 'zod';
import { nobody } from '../auth/nobody';
import type { ErrorDto } from '../services/errors';
import { enterAction, isContext, realmIn } from './action-request';
import { answerError } from './answer-error';
import { shortEchoes } from './short-echoes';

/**
 * The one client for server actions: it refuses requests of other sites, finds the acting person, takes the id of the
 * request and turns whatever is thrown into an `ErrorDto`. Permission and input are checked by the service that the action calls.
 */
export const action = createSafeActionClient({
  // What the action does, for the event of a refusal.
  defineMetadataSchema: () => z.object({ act: z.string() }),
  async handleServerError(error, { ctx, clientInput }): Promise<ErrorDto> {
    const context = isContext(ctx) ? ctx : nobody(await headers());
    return answerError(error, context, { realm: isContext(ctx) ? realmIn(clientInput) : undefined });
  },
})
  .use(shortEchoes)
  .use(async ({ next, clientInput, metadata }) =>
    next({ ctx: await enterAction(await headers(), metadata.act, clientInput) }),
  );
