'use server';

import { action } from '@/lib/actions/action-client';
import { deleteView, deleteViewInput } from '@/lib/services/views/delete-view';
import { saveView, saveViewInput } from '@/lib/services/views/save-view';

export const saveViewAction = action
  .inputSchema(saveViewInput)
  .action(({ parsedInput, ctx }) => saveView(ctx, parsedInput));

export const deleteViewAction = action
  .inputSchema(deleteViewInput)
  .action(({ parsedInput, ctx }) => deleteView(ctx, parsedInput));
