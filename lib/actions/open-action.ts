import 'server-only';
import { headers } from 'next/headers';
import { createSafeActionClient } from 'next-safe-action';
import { z } from 'zod';
import { nobody } from '../auth/nobody';
import { noteAct } from '../request-scope';
import type { ErrorDto } from '../services/errors';
import { answerError } from './answer-error';
import { assertOwnPage } from './same-origin';
import { shortEchoes } from './short-echoes';

/**
 * The client for the few server actions of people who cannot sign in yet. What lets them through is the one-time link
 * that they send, which the service checks.
 */
export const openAction = createSafeActionClient({
  defineMetadataSchema: () => z.object({ act: z.string() }),
  async handleServerError(error): Promise<ErrorDto> {
    return answerError(error, nobody(await headers()), {});
  },
})
  .use(shortEchoes)
  .use(async ({ next, metadata }) => {
    const given = await headers();
    noteAct(metadata.act);
    await assertOwnPage(given);
    const { actor: _nobody, ...origin } = nobody(given);
    return next({ ctx: origin });
  });
