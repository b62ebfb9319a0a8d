'use client';

import { useState } from 'react';
import { isTruthy } from '@/lib/connectors/python-values';
import type { Spec } from '@/lib/connectors/spec';
import type { SaveResult } from '@/lib/services/connections/connection-dto';
import type { ErrorDto } from '@/lib/services/errors';
import { callAction } from '../action-result/action-result';
import { useRequestId } from '../action-result/use-request-id';
import type { FormActions } from '../connection-form/form-props';
import type { StoredConnection } from '../connection-form/use-connection-form';
import { jsonSpec } from '../connection-form/use-save';
import { useSaved } from '../connection-form/use-saved';
import type { LeaveGuard } from '../leave-guard/use-leave-guard';

type Theirs = Extract<SaveResult, { status: 'conflict' }>['current'];

export interface JsonSaving {
  readonly save: (spec: Spec) => Promise<void>;
  readonly saving: boolean;
  /** Why it is saved, for the history. */
  readonly note: string;
  readonly setNote: (note: string) => void;
  /** What the server said against the last attempt. */
  readonly error: ErrorDto | null;
  /** Somebody else saved first: their version, until one of the two is chosen. */
  readonly theirs: Theirs | null;
  /** Goes on from their version and returns it. */
  readonly takeTheirs: () => Spec;
  /** Goes on with what was typed: the next save replaces theirs. */
  readonly keepMine: () => void;
}

/** Saves a specification that was written as JSON; after success the connection's page opens. */
export function useJsonSave({
  realm,
  stored,
  actions,
  guard,
  mayDisable,
}: {
  realm: string;
  stored: StoredConnection | undefined;
  actions: Pick<FormActions, 'create' | 'update'>;
  guard: LeaveGuard;
  /** Asked before a connection is disabled that is enabled now. */
  mayDisable: (connIds: readonly string[]) => Promise<boolean>;
}): JsonSaving {
  const saved = useSaved(realm, guard);
  const [version, setVersion] = useState(stored?.version ?? 0);
  const [saving, setSaving] = useState(false);
  const [note, setNote] = useState('');
  const [error, setError] = useState<ErrorDto | null>(null);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const requestId = useRequestId();

  const save = async (spec: Spec) => {
    if (saving) return;
    setSaving(true);
    const disables = stored && isTruthy(stored.spec.enabled) && !isTruthy(spec.enabled);
    if (disables && !(await mayDisable([stored.connId]))) {
      setSaving(false);
      return;
    }
    const input = { realm, spec: jsonSpec(spec), note };
    const result = stored
      ? await callAction(actions.update, { ...input, connId: stored.connId, version })
      : await callAction(actions.create, { ...input, requestId: requestId.of(input) });
    setSaving(false);
    setError(result.ok ? null : result.error);
    if (!result.ok) return;
    if (result.data.status === 'conflict') {
      setTheirs(result.data.current);
      return;
    }
    saved(result.data.connId, !stored, result.data.status === 'waiting');
  };

  const goOn = () => {
    if (theirs) setVersion(theirs.version);
    setTheirs(null);
  };
  return {
    save,
    saving,
    note,
    setNote,
    error,
    theirs,
    takeTheirs: () => {
      goOn();
      return theirs?.spec ?? {};
    },
    keepMine: goOn,
  };
}
