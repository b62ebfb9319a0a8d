'use server';

import { z } from 'zod';
import { openAction } from '@/lib/actions/open-action';
import { setPasswordByLink } from '@/lib/services/people/set-password-by-link';
import { createFirstAdmin } from '@/lib/services/people/set-up';

export const setUpAction = openAction
  .metadata({ act: 'setUp' })
  .inputSchema(
    z.strictObject({ token: z.string(), name: z.string(), email: z.string(), password: z.string() }),
  )
  .action(({ parsedInput, ctx }) => createFirstAdmin(ctx, parsedInput));

export const setPasswordAction = openAction
  .metadata({ act: 'setPassword' })
  .inputSchema(z.strictObject({ token: z.string(), password: z.string() }))
  .action(({ parsedInput, ctx }) => setPasswordByLink(ctx, parsedInput));
