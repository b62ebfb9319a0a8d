'use server';

import { z } from 'zod';
import { action } from '@/lib/actions/action-client';
import { endOtherSessions } from '@/lib/services/account/end-other-sessions';
import { renameSelf } from '@/lib/services/account/rename-self';
import { authorise } from '@/lib/services/authorise';
import { doOnce, requestIdInput } from '@/lib/services/do-once';
import { createToken, createTokenInput } from '@/lib/services/tokens/create-token';
import { revokeToken, revokeTokenInput } from '@/lib/services/tokens/revoke-token';

export const renameAction = action
  .metadata({ act: 'rename' })
  .inputSchema(z.strictObject({ name: z.string() }))
  .action(({ parsedInput, ctx }) => renameSelf(ctx, parsedInput));

export const endOtherSessionsAction = action
  .metadata({ act: 'endOtherSessions' })
  .inputSchema(z.strictObject({}))
  .action(({ ctx }) => endOtherSessions(ctx));

export const createTokenAction = action
  .metadata({ act: 'createToken' })
  .inputSchema(createTokenInput.extend({ requestId: requestIdInput }))
  .action(({ parsedInput: { requestId: id, ...input }, ctx }) =>
    doOnce(
      ctx,
      {
        id,
        action: 'token.create',
        input,
        mayDo: () => authorise(ctx, 'connection:read', input.realm),
        secret: true,
      },
      () => createToken(ctx, input),
    ),
  );

export const revokeTokenAction = action
  .metadata({ act: 'revokeToken' })
  .inputSchema(revokeTokenInput)
  .action(async ({ parsedInput, ctx }) => {
    await revokeToken(ctx, parsedInput);
    return { revoked: parsedInput.id };
  });
