'use server';

import { z } from 'zod';
import { openAction } from '@/lib/actions/open-action';
import { createFirstAdmin } from '@/lib/services/people/set-up';
import { usePasswordLink } from '@/lib/services/people/use-password-link';

export const setUpAction = openAction
  .inputSchema(
    z.strictObject({ token: z.string(), name: z.string(), email: z.string(), password: z.string() }),
  )
  .action(({ parsedInput, ctx }) => createFirstAdmin(ctx, parsedInput));

export const setPasswordAction = openAction
  .inputSchema(z.strictObject({ token: z.string(), password: z.string() }))
  .action(({ parsedInput, ctx }) => usePasswordLink(ctx, parsedInput));
