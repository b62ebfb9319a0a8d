'use server';

import { action } from '@/lib/actions/action-client';
import { authorise } from '@/lib/services/authorise';
import { doOnce, requestIdInput } from '@/lib/services/do-once';
import { cancelPull, cancelPullInput } from '@/lib/services/lava/cancel-pull';
import { keepHere, keepHereInput } from '@/lib/services/lava/keep-here';
import {
  retryPublication,
  retryPublicationInput,
  startPublication,
  startPublicationInput,
} from '@/lib/services/lava/start-publication';
import { startPull, startPullInput } from '@/lib/services/lava/start-pull';
import { takeOver, takeOverInput } from '@/lib/services/lava/take-over';

export const startPullAction = action
  .metadata({ act: 'startPull' })
  .inputSchema(startPullInput.extend({ requestId: requestIdInput }))
  .action(({ parsedInput: { requestId: id, ...input }, ctx }) =>
    doOnce(
      ctx,
      { id, action: 'lava.pull', input, mayDo: () => authorise(ctx, 'lava:pull', input.realm) },
      () => startPull(ctx, input),
    ),
  );

export const cancelPullAction = action
  .metadata({ act: 'cancelPull' })
  .inputSchema(cancelPullInput)
  .action(({ parsedInput, ctx }) => cancelPull(ctx, parsedInput));

export const takeOverAction = action
  .metadata({ act: 'takeOver' })
  .inputSchema(takeOverInput)
  .action(({ parsedInput, ctx }) => takeOver(ctx, parsedInput));

export const keepHereAction = action
  .metadata({ act: 'keepHere' })
  .inputSchema(keepHereInput)
  .action(({ parsedInput, ctx }) => keepHere(ctx, parsedInput));

export const startPublicationAction = action
  .metadata({ act: 'startPublication' })
  .inputSchema(startPublicationInput.extend({ requestId: requestIdInput }))
  .action(({ parsedInput: { requestId: id, ...input }, ctx }) =>
    doOnce(
      ctx,
      { id, action: 'lava.publish', input, mayDo: () => authorise(ctx, 'lava:publish', input.realm) },
      () => startPublication(ctx, input),
    ),
  );

export const retryPublicationAction = action
  .metadata({ act: 'retryPublication' })
  .inputSchema(retryPublicationInput)
  .action(({ parsedInput, ctx }) => retryPublication(ctx, parsedInput));
