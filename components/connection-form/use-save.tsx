'use client';

import { type ComponentProps, useState } from 'react';
import type { z } from 'zod';
import { isTruthy } from '@/lib/connectors/python-values';
import type { Spec } from '@/lib/connectors/spec';
import type { SaveResult } from '@/lib/services/connections/connection-dto';
import type { createConnectionInput } from '@/lib/services/connections/create-connection';
import type { updateConnectionInput } from '@/lib/services/connections/update-connection';
import type { ErrorDto } from '@/lib/services/errors';
import { type Action, callAction } from '../action-result/action-result';
import { useRequestId } from '../action-result/use-request-id';
import type { LeaveGuard } from '../leave-guard/use-leave-guard';
import type { ConflictDialog } from './conflict-dialog';
import type { ConnectionFormState, StoredConnection } from './use-connection-form';
import { useSaved } from './use-saved';

type CreateInput = z.input<typeof createConnectionInput>;

/** The server's side of saving. */
export interface SaveActions {
  readonly create: Action<CreateInput & { requestId?: string }, SaveResult>;
  readonly update: Action<z.input<typeof updateConnectionInput>, SaveResult>;
}

export interface Saving {
  readonly save: () => Promise<void>;
  readonly saving: boolean;
  /** Why it is saved, for the history. */
  readonly note: string;
  readonly setNote: (note: string) => void;
  /** What the server said against the last attempt. */
  readonly error: ErrorDto | null;
  /** How often the server refused. */
  readonly failures: number;
  /** Somebody else saved first: what the dialog about it shows. */
  readonly conflict: ComponentProps<typeof ConflictDialog> | null;
}

/**
 * Saves the form. What was typed stays whatever happens; after success the connection's page opens. `mayDisable` is
 * asked before a saved connection is disabled.
 */
export function useSave(
  state: ConnectionFormState,
  actions: SaveActions,
  guard: LeaveGuard,
  mayDisable: (connIds: readonly string[]) => Promise<boolean>,
): Saving {
  const { form, realm, spec, stored } = state;
  const saved = useSaved(realm.name, guard);
  const requestId = useRequestId();
  const [saving, setSaving] = useState(false);
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<{ readonly error: ErrorDto | null; readonly count: number }>({
    error: null,
    count: 0,
  });
  const [theirs, setTheirs] = useState<Extract<SaveResult, { status: 'conflict' }>['current'] | null>(null);

  const save = form.handleSubmit(async () => {
    if (saving) return;
    setSaving(true);
    const disables = stored && isTruthy(stored.spec.enabled) && !isTruthy(spec.enabled);
    if (disables && !(await mayDisable([stored.connId]))) {
      setSaving(false);
      return;
    }
    const input = { realm: realm.name, spec: jsonSpec(spec), note };
    const result = stored
      ? await callAction(actions.update, { ...input, connId: stored.connId, version: stored.version })
      : await callAction(actions.create, { ...input, requestId: requestId.of(input) });
    setSaving(false);
    if (!result.ok) {
      state.refuse({ spec, problems: result.error.problems ?? [] });
      setFailure(({ count }) => ({ error: result.error, count: count + 1 }));
      return;
    }
    setFailure(({ count }) => ({ error: null, count }));
    if (result.data.status === 'conflict') {
      setTheirs(result.data.current);
      return;
    }
    saved(result.data.connId, !stored, result.data.status === 'waiting');
  });

  const goOnWith = (current: Spec, mine?: Spec) => {
    if (!stored || !theirs) return;
    const next: StoredConnection = { connId: stored.connId, version: theirs.version, spec: current };
    state.rebase(next, mine);
    setTheirs(null);
  };

  return {
    save,
    saving,
    note,
    setNote,
    error: failure.error,
    failures: failure.count,
    conflict:
      stored && theirs
        ? {
            versions: { base: state.startSpec, theirs: theirs.spec, mine: spec },
            save: theirs,
            onTakeTheirs: () => goOnWith(theirs.spec),
            onMerge: (merged) => goOnWith(theirs.spec, merged),
            onDismiss: () => setTheirs(null),
          }
        : null,
  };
}

/** The spec as an action takes it: plain JSON, which everything in a form is. */
export function jsonSpec(spec: Spec): CreateInput['spec'] {
  return JSON.parse(JSON.stringify(spec));
}
