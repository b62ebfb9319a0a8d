'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import type { keepHereInput } from '@/lib/services/lava/keep-here';
import type { takeOverInput } from '@/lib/services/lava/take-over';
import { callAction } from '../action-result/action-result';
import { useRequestId } from '../action-result/use-request-id';
import { named } from '../connection-commands/connection-actions';
import { useNotifications } from '../notifications/notifications';
import { waitingNotice } from '../requests/waiting-notice';
import { type LavaActions, lavaKey } from './lava-queries';
import { useTakeOverGuard } from './use-take-over-guard';

type Items = z.input<typeof takeOverInput>['items'];
/** What is settled in favour of what is here, as it was looked at. */
type Kept = Omit<z.input<typeof keepHereInput>, 'realm'>;

/** What the comparison offers to do; each says what it did. */
export interface SyncCommands {
  readonly busy: boolean;
  readonly pull: (takeOver: boolean) => Promise<void>;
  readonly cancelPull: (pullId: string) => Promise<void>;
  readonly takeOver: (items: Items) => Promise<void>;
  readonly keepHere: (kept: Kept) => Promise<void>;
  /** Has to be drawn: it asks before taking over deletes or disables something. */
  readonly dialog: ReactNode;
}

/** The commands of the comparison's page. */
export function useSyncCommands(realm: string, actions: LavaActions): SyncCommands {
  const queryClient = useQueryClient();
  const { notify, notifyError } = useNotifications();
  const [busy, setBusy] = useState(false);
  const guard = useTakeOverGuard(realm);
  const pulling = useRequestId();

  const during = async (work: () => Promise<void>) => {
    setBusy(true);
    await work();
    setBusy(false);
    await Promise.all(
      [lavaKey(realm), ['realm', realm], ['facets', realm]].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
  };

  return {
    busy,
    dialog: guard.dialog,
    pull: (takeOver) =>
      during(async () => {
        const input = { realm, takeOver };
        const result = await callAction(actions.startPull, { ...input, requestId: pulling.of(input) });
        if (result.ok) pulling.next();
        else notifyError(result.error);
      }),
    cancelPull: (pullId) =>
      during(async () => {
        const result = await callAction(actions.cancelPull, { realm, pullId });
        if (!result.ok) notifyError(result.error, 'Nothing was cancelled');
      }),
    takeOver: (items) =>
      during(async () => {
        if (!(await guard.mayTake(items === 'safe' ? [] : items.map(({ connId }) => connId)))) return;
        const result = await callAction(actions.takeOver, { realm, items });
        if (!result.ok) notifyError(result.error, 'Nothing was taken over');
        else if (result.data.waiting?.length) notify(waitingNotice(realm, result.data.waiting));
        else {
          const { taken } = result.data;
          notify({
            type: 'success',
            header:
              taken.length === 0
                ? 'There was nothing to take over.'
                : `${named(taken)} taken over from lava.`,
          });
        }
      }),
    keepHere: (kept) =>
      during(async () => {
        const result = await callAction(actions.keepHere, { realm, ...kept });
        if (!result.ok) notifyError(result.error, 'Nothing was changed');
        else if (result.data.waiting) notify(waitingNotice(realm, [kept.connId]));
        else {
          notify({
            type: 'success',
            header: `${kept.connId} is settled.`,
            content: 'lava’s table is as it was: publish to change it there.',
          });
        }
      }),
  };
}
