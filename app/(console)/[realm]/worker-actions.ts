'use server';

import { action } from '@/lib/actions/action-client';
import { checkWorker, checkWorkerInput } from '@/lib/services/worker/check-worker';

export const checkWorkerAction = action
  .metadata({ act: 'checkWorker' })
  .inputSchema(checkWorkerInput)
  .action(({ parsedInput, ctx }) => checkWorker(ctx, parsedInput));
