'use client';

import Button from '@cloudscape-design/components/button';
import { useQueryClient } from '@tanstack/react-query';
import type { Spec } from '@/lib/connectors/spec';
import { callAction } from '../action-result/action-result';
import { jsonSpec } from '../connection-form/use-save';
import { useNotifications } from '../notifications/notifications';
import { waitingNotice } from '../requests/waiting-notice';
import type { IamActions } from './iam-actions';

/** A draft that was looked at: what it makes of which version, and what would undo it. */
interface Accepted {
  readonly connId: string;
  readonly version: number;
  readonly draft: Spec;
  readonly back: Spec | null;
}

/** Saves a draft as an ordinary change, and offers to undo that. */
export function useAccept(realm: string, update: IamActions['update']) {
  const queryClient = useQueryClient();
  const { notify, notifyError, dismiss } = useNotifications();
  const readAnew = () => queryClient.invalidateQueries({ queryKey: ['realm', realm] });

  /** Saves; the version it then has, or null after telling why not. */
  const save = async (connId: string, version: number, spec: Spec): Promise<number | null> => {
    const result = await callAction(update, { realm, connId, version, spec: jsonSpec(spec) });
    if (!result.ok) {
      notifyError(result.error, `${connId}: not changed`);
      return null;
    }
    if (result.data.status === 'saved') return result.data.version;
    if (result.data.status === 'waiting') {
      notify(waitingNotice(realm, [connId]));
      return null;
    }
    notify({
      type: 'warning',
      header: `${connId}: not changed`,
      content: `${result.data.current.updatedBy} saved it meanwhile. Look at the draft again: it is made anew from what is stored now.`,
    });
    return null;
  };

  const undo = async (connId: string, version: number, back: Spec) => {
    const saved = await save(connId, version, back);
    if (saved !== null) {
      notify({
        type: 'success',
        header: `${connId} reads its password from SSM again.`,
        content: 'The change was undone.',
      });
    }
    await readAnew();
  };

  /** Whether it was saved. */
  const accept = async ({ connId, version, draft, back }: Accepted): Promise<boolean> => {
    const saved = await save(connId, version, draft);
    if (saved !== null) {
      const id = crypto.randomUUID();
      notify({
        id,
        type: 'success',
        header: `${connId} logs in with IAM now.`,
        action: back && (
          <Button
            onClick={() => {
              dismiss(id);
              void undo(connId, saved, back);
            }}
          >
            Undo
          </Button>
        ),
      });
    }
    await readAnew();
    return saved !== null;
  };

  return accept;
}
