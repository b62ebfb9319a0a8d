'use server';

import { action } from '@/lib/actions/action-client';
import { switchTesting, switchTestingInput } from '@/lib/services/settings/testing-switch';

export const switchTestingAction = action
  .metadata({ act: 'switchTesting' })
  .inputSchema(switchTestingInput)
  .action(({ parsedInput, ctx }) => switchTesting(ctx, parsedInput));
