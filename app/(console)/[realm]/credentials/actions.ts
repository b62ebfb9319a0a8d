'use server';

import { action } from '@/lib/actions/action-client';
import { authorise } from '@/lib/services/authorise';
import { forgetCredentials, forgetCredentialsInput } from '@/lib/services/credentials/forget-credentials';
import { mintCredentials, mintCredentialsInput } from '@/lib/services/credentials/mint-credentials';
import { refreshReferences, refreshReferencesInput } from '@/lib/services/credentials/refresh-references';
import { doOnce, requestIdInput } from '@/lib/services/do-once';

export const mintCredentialsAction = action
  .metadata({ act: 'mintCredentials' })
  .inputSchema(mintCredentialsInput.extend({ requestId: requestIdInput }))
  .action(({ parsedInput: { requestId: id, ...input }, ctx }) =>
    doOnce(
      ctx,
      { id, action: 'credential.mint', input, mayDo: () => authorise(ctx, 'credential:mint', input.realm) },
      () => mintCredentials(ctx, input),
    ),
  );

export const forgetCredentialsAction = action
  .metadata({ act: 'forgetCredentials' })
  .inputSchema(forgetCredentialsInput)
  .action(({ parsedInput, ctx }) => forgetCredentials(ctx, parsedInput));

export const refreshReferencesAction = action
  .metadata({ act: 'refreshReferences' })
  .inputSchema(refreshReferencesInput)
  .action(({ parsedInput, ctx }) => refreshReferences(ctx, parsedInput));
