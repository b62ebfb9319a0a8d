'use server';

import { action } from '@/lib/actions/action-client';
import { authoriseEverywhere } from '@/lib/services/authorise';
import { doOnce, requestIdInput } from '@/lib/services/do-once';
import { disablePerson } from '@/lib/services/people/disable-person';
import { enablePerson } from '@/lib/services/people/enable-person';
import { personId } from '@/lib/services/people/find-person';
import { grantRole, grantRoleInput } from '@/lib/services/people/grant-role';
import { invitePerson, invitePersonInput } from '@/lib/services/people/invite-person';
import { resetSignIn } from '@/lib/services/people/reset-sign-in';
import { revokeRole, revokeRoleInput } from '@/lib/services/people/revoke-role';

export const grantRoleAction = action
  .metadata({ act: 'grantRole' })
  .inputSchema(grantRoleInput)
  .action(({ parsedInput, ctx }) => grantRole(ctx, parsedInput));

export const revokeRoleAction = action
  .metadata({ act: 'revokeRole' })
  .inputSchema(revokeRoleInput)
  .action(({ parsedInput, ctx }) => revokeRole(ctx, parsedInput));

export const invitePersonAction = action
  .metadata({ act: 'invitePerson' })
  .inputSchema(invitePersonInput.extend({ requestId: requestIdInput }))
  .action(({ parsedInput: { requestId: id, ...input }, ctx }) =>
    doOnce(
      ctx,
      {
        id,
        action: 'person.invite',
        input,
        mayDo: () => authoriseEverywhere(ctx, 'people:write'),
        secret: true,
      },
      () => invitePerson(ctx, input),
    ),
  );

export const resetSignInAction = action
  .metadata({ act: 'resetSignIn' })
  .inputSchema(personId.extend({ requestId: requestIdInput }))
  .action(({ parsedInput: { requestId: id, ...input }, ctx }) =>
    doOnce(
      ctx,
      {
        id,
        action: 'person.reset-sign-in',
        input,
        mayDo: () => authoriseEverywhere(ctx, 'people:write'),
        secret: true,
      },
      () => resetSignIn(ctx, input),
    ),
  );

export const disablePersonAction = action
  .metadata({ act: 'disablePerson' })
  .inputSchema(personId)
  .action(async ({ parsedInput, ctx }) => {
    await disablePerson(ctx, parsedInput);
    return { disabled: parsedInput.id };
  });

export const enablePersonAction = action
  .metadata({ act: 'enablePerson' })
  .inputSchema(personId)
  .action(async ({ parsedInput, ctx }) => {
    await enablePerson(ctx, parsedInput);
    return { enabled: parsedInput.id };
  });
