'use server';

import { z } from 'zod';
import { action } from '@/lib/actions/action-client';
import { authoriseEverywhere } from '@/lib/services/authorise';
import { doOnce, requestIdInput } from '@/lib/services/do-once';
import { offerRealms, offerRealmsInput } from '@/lib/services/lava/offer-realms';
import { checkRealm } from '@/lib/services/realms/check-realm';
import { createRealm } from '@/lib/services/realms/create-realm';
import { deleteRealm, deleteRealmInput } from '@/lib/services/realms/delete-realm';
import { updateRealm } from '@/lib/services/realms/update-realm';

const realmShape = z.record(
  z.string(),
  z.union([z.string(), z.boolean(), z.number(), z.null(), z.array(z.string())]),
);

export const createRealmAction = action
  .metadata({ act: 'createRealm' })
  .inputSchema(z.strictObject({ requestId: requestIdInput, realm: realmShape }))
  .action(({ parsedInput: { requestId: id, realm }, ctx }) =>
    doOnce(
      ctx,
      { id, action: 'realm.create', input: realm, mayDo: () => authoriseEverywhere(ctx, 'realm:create') },
      () => createRealm(ctx, realm),
    ),
  );

export const updateRealmAction = action
  .metadata({ act: 'updateRealm' })
  .inputSchema(z.strictObject({ version: z.number().int(), realm: realmShape }))
  .action(({ parsedInput, ctx }) => updateRealm(ctx, parsedInput));

export const checkRealmAction = action
  .metadata({ act: 'checkRealm' })
  .inputSchema(z.strictObject({ realm: z.string() }))
  .action(({ parsedInput, ctx }) => checkRealm(ctx, parsedInput));

export const deleteRealmAction = action
  .metadata({ act: 'deleteRealm' })
  .inputSchema(deleteRealmInput)
  .action(({ parsedInput, ctx }) => deleteRealm(ctx, parsedInput));

export const offerRealmsAction = action
  .metadata({ act: 'offerRealms' })
  .inputSchema(offerRealmsInput)
  .action(({ parsedInput, ctx }) => offerRealms(ctx, parsedInput));
