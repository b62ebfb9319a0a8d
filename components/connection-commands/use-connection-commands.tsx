'use client';

import Button from '@cloudscape-design/components/button';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import type { ErrorDto } from '@/lib/services/errors';
import { callAction } from '../action-result/action-result';
import { useRequestId } from '../action-result/use-request-id';
import { useNotifications } from '../notifications/notifications';
import { waitingNotice } from '../requests/waiting-notice';
import { type ConnectionActions, named } from './connection-actions';
import { useDisableGuard } from './use-disable-guard';

interface RemoveOptions {
  readonly confirmation?: string;
  /** Why, for the history. */
  readonly note: string;
  /** Where to go afterwards. */
  readonly next?: string;
  /** The versions that were looked at: what was saved since is not deleted. */
  readonly versions: Readonly<Record<string, number>>;
}

/**
 * Enables, disables, copies, deletes and restores connections; each says what it did and, where it can, offers to
 * undo. `dialog` has to be drawn: it asks before something is disabled that jobs use. While `refreshing`, the page
 * still shows what was there before.
 */
export function useConnectionCommands(realm: string, actions: ConnectionActions) {
  const queryClient = useQueryClient();
  const router = useRouter();
  const { notify, notifyError, dismiss } = useNotifications();
  const guard = useDisableGuard(realm);
  const copying = useRequestId();
  const [refreshing, refresh] = useTransition();

  const readAnew = async (andPage = true) => {
    if (andPage) refresh(() => router.refresh());
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ['realm', realm] }),
      queryClient.invalidateQueries({ queryKey: ['facets', realm] }),
    ]);
  };

  /** Says that the change waits for another editor; false when it was made. */
  const waits = async (waiting: readonly string[] | undefined): Promise<boolean> => {
    if (!waiting?.length) return false;
    notify(waitingNotice(realm, waiting));
    await readAnew();
    return true;
  };

  const undoButton = (id: string, undo: () => Promise<unknown>) => (
    <Button
      onClick={() => {
        dismiss(id);
        void undo();
      }}
    >
      Undo
    </Button>
  );

  /** `versions` are those that were looked at: what was saved since is left as it is. */
  const setEnabled = async (
    connIds: readonly string[],
    enabled: boolean,
    versions: Readonly<Record<string, number>>,
  ): Promise<void> => {
    const note = enabled ? '' : await guard.whyDisable(connIds);
    if (note === null) return;
    const input = { realm, connIds: [...connIds], enabled, versions: { ...versions }, note };
    const result = await callAction(actions.setEnabled, input);
    if (!result.ok) {
      notifyError(result.error, `${named(connIds)}: not ${enabled ? 'enabled' : 'disabled'}`);
      return;
    }
    if (await waits(result.data.waiting)) return;
    const { changed } = result.data;
    const word = enabled ? 'enabled' : 'disabled';
    const next = Object.fromEntries(changed.map((connId) => [connId, (versions[connId] ?? 0) + 1]));
    const id = crypto.randomUUID();
    if (changed.length === 0) {
      notify({ id, type: 'info', header: `Nothing to change: already ${word}.` });
    } else {
      notify({
        id,
        type: 'success',
        header: `${named(changed)} ${word}.`,
        content: enabled ? undefined : 'Jobs that use it fail until it is enabled again.',
        action: enabled ? undefined : undoButton(id, () => setEnabled(changed, true, next)),
      });
    }
    await readAnew();
  };

  /** `deletedAt` are the deletions that are taken back: none of others that came after them. */
  const restore = async (
    connIds: readonly string[],
    deletedAt: Readonly<Record<string, string>>,
  ): Promise<void> => {
    const input = { realm, connIds: [...connIds], deletedAt: { ...deletedAt } };
    const result = await callAction(actions.restoreConnections, input);
    if (result.ok && (await waits(result.data.waiting))) return;
    if (result.ok) {
      notify({
        type: 'success',
        header: `${named(result.data.restored)} restored.`,
        content: 'The specification and its versions are as they were; the tests of before are gone.',
      });
    } else notifyError(result.error, `${named(connIds)}: not restored`);
    await readAnew();
  };

  /** Deletes, then goes to `next` if given. Returns why it was refused; null when it is done. */
  const remove = async (connIds: readonly string[], options: RemoveOptions): Promise<ErrorDto | null> => {
    const { confirmation, note, next, versions } = options;
    const result = await callAction(actions.deleteConnections, {
      realm,
      connIds: [...connIds],
      ...(confirmation !== undefined && { confirmation }),
      versions: { ...versions },
      note,
    });
    if (!result.ok) return result.error;
    if (await waits(result.data.waiting)) return null;
    const { deleted, deletedAt } = result.data;
    const id = crypto.randomUUID();
    notify({
      id,
      type: 'success',
      header: `${named(deleted)} deleted.`,
      content: 'It can be restored for 30 days, without its history of tests.',
      action: undoButton(id, () => restore(deleted, deletedAt)),
    });
    if (next !== undefined) router.push(next);
    await readAnew(next === undefined);
    return null;
  };

  /** One opens in the form under a new name; several are copied at once. */
  const duplicate = async (connIds: readonly string[]): Promise<void> => {
    if (connIds.length === 1 && connIds[0] !== undefined) {
      router.push(`/${encodeURIComponent(realm)}/new?from=${encodeURIComponent(connIds[0])}`);
      return;
    }
    const input = { realm, connIds: [...connIds] };
    const result = await callAction(actions.duplicateConnections, { ...input, requestId: copying.of(input) });
    if (!result.ok) {
      notifyError(result.error, `${named(connIds)}: not copied`);
      return;
    }
    copying.next();
    if (await waits(result.data.waiting)) return;
    notify({
      type: 'success',
      header: `${named(connIds)} copied.`,
      content: `The copies are disabled until you enable them: ${result.data.created.join(', ')}.`,
    });
    await readAnew();
  };

  return { setEnabled, remove, restore, duplicate, dialog: guard.dialog, refreshing };
}
