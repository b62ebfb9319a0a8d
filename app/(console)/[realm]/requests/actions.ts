'use server';

import { action } from '@/lib/actions/action-client';
import { approveRequest, approveRequestInput } from '@/lib/services/changes/approve-request';
import { refuseRequest, refuseRequestInput } from '@/lib/services/changes/refuse-request';
import { withdrawRequest, withdrawRequestInput } from '@/lib/services/changes/withdraw-request';

export const approveRequestAction = action
  .metadata({ act: 'approveRequest' })
  .inputSchema(approveRequestInput)
  .action(({ parsedInput, ctx }) => approveRequest(ctx, parsedInput));

export const refuseRequestAction = action
  .metadata({ act: 'refuseRequest' })
  .inputSchema(refuseRequestInput)
  .action(({ parsedInput, ctx }) => refuseRequest(ctx, parsedInput));

export const withdrawRequestAction = action
  .metadata({ act: 'withdrawRequest' })
  .inputSchema(withdrawRequestInput)
  .action(({ parsedInput, ctx }) => withdrawRequest(ctx, parsedInput));
