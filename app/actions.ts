'use server';

import { cookies } from 'next/headers';
import { z } from 'zod';
import { DISPLAY_COOKIE, formatDisplay } from '@/components/shell/display';
import { action } from '@/lib/actions/action-client';

/** Keeps how the console looks for this browser. */
export const saveDisplay = action
  .metadata({ act: 'saveDisplay' })
  .inputSchema(
    z.strictObject({
      mode: z.enum(['light', 'dark', 'system']),
      density: z.enum(['comfortable', 'compact']),
      times: z.enum(['relative', 'exact']),
    }),
  )
  .action(async ({ parsedInput }) => {
    const jar = await cookies();
    jar.set(DISPLAY_COOKIE, formatDisplay(parsedInput), { sameSite: 'lax', maxAge: 31_536_000, path: '/' });
  });
