'use server';

import { action } from '@/lib/actions/action-client';
import { forgetCredentials, forgetCredentialsInput } from '@/lib/services/credentials/forget-credentials';
import { mintCredentials, mintCredentialsInput } from '@/lib/services/credentials/mint-credentials';
import { refreshReferences, refreshReferencesInput } from '@/lib/services/credentials/refresh-references';

export const mintCredentialsAction = action
  .metadata({ act: 'mintCredentials' })
  .inputSchema(mintCredentialsInput)
  .action(({ parsedInput, ctx }) => mintCredentials(ctx, parsedInput));

export const forgetCredentialsAction = action
  .metadata({ act: 'forgetCredentials' })
  .inputSchema(forgetCredentialsInput)
  .action(({ parsedInput, ctx }) => forgetCredentials(ctx, parsedInput));

export const refreshReferencesAction = action
  .metadata({ act: 'refreshReferences' })
  .inputSchema(refreshReferencesInput)
  .action(({ parsedInput, ctx }) => refreshReferences(ctx, parsedInput));
