'use server';

import { action } from '@/lib/actions/action-client';
import { grantRole, grantRoleInput } from '@/lib/services/people/grant-role';
import { revokeRole, revokeRoleInput } from '@/lib/services/people/revoke-role';

export const grantRoleAction = action
  .inputSchema(grantRoleInput)
  .action(({ parsedInput, ctx }) => grantRole(ctx, parsedInput));

export const revokeRoleAction = action
  .inputSchema(revokeRoleInput)
  .action(({ parsedInput, ctx }) => revokeRole(ctx, parsedInput));
