'use server';

import { action } from '@/lib/actions/action-client';
import { deleteView, deleteViewInput } from '@/lib/services/views/delete-view';
import { saveView, saveViewInput } from '@/lib/services/views/save-view';

export const saveViewAction = action
  .metadata({ act: 'saveView' })
  .inputSchema(saveViewInput)
  .action(({ parsedInput, ctx }) => saveView(ctx, parsedInput));

export const deleteViewAction = action
  .metadata({ act: 'deleteView' })
  .inputSchema(deleteViewInput)
  .action(({ parsedInput, ctx }) => deleteView(ctx, parsedInput));
