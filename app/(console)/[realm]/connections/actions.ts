'use server';

import { z } from 'zod';
import { action } from '@/lib/actions/action-client';
import { authorise } from '@/lib/services/authorise';
import { createConnection, createConnectionInput } from '@/lib/services/connections/create-connection';
import { deleteConnections, deleteConnectionsInput } from '@/lib/services/connections/delete-connections';
import {
  duplicateConnections,
  duplicateConnectionsInput,
} from '@/lib/services/connections/duplicate-connections';
import { restoreConnections, restoreConnectionsInput } from '@/lib/services/connections/restore-connections';
import { setEnabled, setEnabledInput } from '@/lib/services/connections/set-enabled';
import { updateConnection, updateConnectionInput } from '@/lib/services/connections/update-connection';
import { doOnce, requestIdInput } from '@/lib/services/do-once';
import { restoreVersion, restoreVersionInput } from '@/lib/services/history/restore-version';
import { cancelTest } from '@/lib/services/tests/cancel-test';
import { startTest, startTestInput } from '@/lib/services/tests/start-test';

export const createConnectionAction = action
  .metadata({ act: 'createConnection' })
  .inputSchema(createConnectionInput.extend({ requestId: requestIdInput }))
  .action(({ parsedInput: { requestId: id, ...input }, ctx }) =>
    doOnce(
      ctx,
      {
        id,
        action: 'connection.create',
        input,
        mayDo: () => authorise(ctx, 'connection:write', input.realm),
      },
      () => createConnection(ctx, input),
    ),
  );

export const updateConnectionAction = action
  .metadata({ act: 'updateConnection' })
  .inputSchema(updateConnectionInput)
  .action(({ parsedInput, ctx }) => updateConnection(ctx, parsedInput));

export const setEnabledAction = action
  .metadata({ act: 'setEnabled' })
  .inputSchema(setEnabledInput)
  .action(({ parsedInput, ctx }) => setEnabled(ctx, parsedInput));

export const deleteConnectionsAction = action
  .metadata({ act: 'deleteConnections' })
  .inputSchema(deleteConnectionsInput)
  .action(({ parsedInput, ctx }) => deleteConnections(ctx, parsedInput));

export const startTestAction = action
  .metadata({ act: 'startTest' })
  .inputSchema(startTestInput)
  .action(({ parsedInput, ctx }) => startTest(ctx, parsedInput));

export const cancelTestAction = action
  .metadata({ act: 'cancelTest' })
  .inputSchema(z.strictObject({ realm: z.string(), runId: z.string() }))
  .action(({ parsedInput, ctx }) => cancelTest(ctx, parsedInput));

export const restoreConnectionsAction = action
  .metadata({ act: 'restoreConnections' })
  .inputSchema(restoreConnectionsInput)
  .action(({ parsedInput, ctx }) => restoreConnections(ctx, parsedInput));

export const duplicateConnectionsAction = action
  .metadata({ act: 'duplicateConnections' })
  .inputSchema(duplicateConnectionsInput.extend({ requestId: requestIdInput }))
  .action(({ parsedInput: { requestId: id, ...input }, ctx }) =>
    doOnce(
      ctx,
      {
        id,
        action: 'connection.duplicate',
        input,
        mayDo: () => authorise(ctx, 'connection:write', input.realm),
      },
      () => duplicateConnections(ctx, input),
    ),
  );

export const restoreVersionAction = action
  .metadata({ act: 'restoreVersion' })
  .inputSchema(restoreVersionInput)
  .action(({ parsedInput, ctx }) => restoreVersion(ctx, parsedInput));
