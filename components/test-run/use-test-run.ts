'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { ErrorDto } from '@/lib/services/errors';
import type { RunDto } from '@/lib/services/tests/run-dto';
import type { startTestInput } from '@/lib/services/tests/start-test';
import { type Action, callAction } from '../action-result/action-result';
import { fetchJson, RequestError } from '../fetch-json/fetch-json';

const POLL_MS = 200;

export type StartTestInput = z.input<typeof startTestInput>;
export type StartTest = Action<StartTestInput, { readonly runId: string }>;
export type CancelTest = Action<{ realm: string; runId: string }, { readonly cancelled: boolean }>;

/** A union does not survive a plain `Omit`. */
type WithoutRealm<T> = T extends unknown ? Omit<T, 'realm'> : never;

export interface TestRunState {
  /** The run so far; null before the first answer. */
  readonly run: RunDto | null;
  /** True from the press of the button until the run is finished. */
  readonly running: boolean;
  readonly error: ErrorDto | null;
  readonly start: (input: WithoutRealm<StartTestInput>) => Promise<void>;
  readonly cancel: () => void;
  /** Forgets the run that is shown; a test that still runs goes on and is kept. */
  readonly reset: () => void;
}

/** The address a run is read from while it runs and afterwards. */
export function runUrl(realm: string, runId: string): string {
  return `/api/realms/${encodeURIComponent(realm)}/runs/${encodeURIComponent(runId)}`;
}

/**
 * Starts a test, follows it stage by stage and can cancel it. When a run ends, the realm's queries (those
 * whose key begins with `['realm', realm]`, and the facets) are read anew.
 */
export function useTestRun({
  realm,
  startTest,
  cancelTest,
}: {
  realm: string;
  startTest: StartTest;
  cancelTest: CancelTest;
}): TestRunState {
  const queryClient = useQueryClient();
  const [runId, setRunId] = useState<string | null>(null);
  const [starting, setStarting] = useState(false);
  const [refusal, setRefusal] = useState<ErrorDto | null>(null);
  /** Counts starts, so that a late answer to an earlier one is dropped. */
  const attempt = useRef(0);
  const cancelWanted = useRef(false);

  const query = useQuery({
    queryKey: ['run', realm, runId],
    queryFn: ({ signal }) => fetchJson<RunDto>(runUrl(realm, runId ?? ''), signal),
    enabled: runId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data?.state === 'finished' || state.error ? false : POLL_MS),
    refetchIntervalInBackground: true,
  });

  const run = runId === null ? null : (query.data ?? null);
  const queryError = runId === null ? null : query.error;
  const finished = run?.state === 'finished';

  useEffect(() => {
    if (!finished) return;
    void queryClient.invalidateQueries({ queryKey: ['realm', realm] });
    void queryClient.invalidateQueries({ queryKey: ['facets', realm] });
  }, [finished, queryClient, realm]);

  const requestCancel = useCallback(
    async (id: string) => {
      const answer = await callAction(cancelTest, { realm, runId: id });
      if (!answer.ok) setRefusal(answer.error);
    },
    [cancelTest, realm],
  );

  const start = useCallback(
    async (input: WithoutRealm<StartTestInput>) => {
      const mine = ++attempt.current;
      cancelWanted.current = false;
      setRunId(null);
      setRefusal(null);
      setStarting(true);
      const answer = await callAction(startTest, { ...input, realm });
      if (mine !== attempt.current) return;
      setStarting(false);
      if (!answer.ok) {
        setRefusal(answer.error);
        return;
      }
      setRunId(answer.data.runId);
      if (cancelWanted.current) void requestCancel(answer.data.runId);
    },
    [startTest, realm, requestCancel],
  );

  const cancel = useCallback(() => {
    cancelWanted.current = true;
    if (runId !== null) void requestCancel(runId);
  }, [runId, requestCancel]);

  const reset = useCallback(() => {
    attempt.current++;
    setRunId(null);
    setStarting(false);
    setRefusal(null);
  }, []);

  return {
    run,
    running: starting || (runId !== null && !finished && queryError === null),
    error: refusal ?? (queryError ? errorOf(queryError) : null),
    start,
    cancel,
    reset,
  };
}

function errorOf(error: Error): ErrorDto {
  return error instanceof RequestError ? error.error : { code: 'UNEXPECTED', message: error.message };
}
