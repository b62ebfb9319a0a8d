'use client';

import Button from '@cloudscape-design/components/button';
import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Outcome } from '@/lib/connectors/test-outcome';
import { filterHref } from '@/lib/listing/list-query';
import type { RunDto } from '@/lib/services/tests/run-dto';
import { callAction } from '../action-result/action-result';
import { AppLink } from '../app-link/app-link';
import type { ConnectionActions } from '../connection-commands/connection-actions';
import { OUTCOME_LABELS } from '../connection-filter/filter-labels';
import { fetchJson } from '../fetch-json/fetch-json';
import { useNotifications } from '../notifications/notifications';
import { runUrl } from '../test-run/use-test-run';

// Fetched when many are tested.
const ProgressBar = dynamic(() => import('@cloudscape-design/components/progress-bar'), {
  loading: () => null,
});

/** The server runs twenty tests at once for everybody; one reader takes a few of these. */
const AT_ONCE = 4;
const POLL_MS = 300;
const BUSY_PAUSE_MS = 1000;
const MOST_NAMED = 10;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

type Ended = Outcome | 'not-tested';

/** Tests many connections, a few at a time, with progress and a summary in the notifications; leaving the page does not end it. */
export function useBulkTest(
  realm: string,
  { startTest, cancelTest }: Pick<ConnectionActions, 'startTest' | 'cancelTest'>,
) {
  const queryClient = useQueryClient();
  const { notify } = useNotifications();
  const [running, setRunning] = useState<ReadonlySet<string>>(new Set());

  const readAnew = () => {
    void queryClient.invalidateQueries({ queryKey: ['realm', realm] });
    void queryClient.invalidateQueries({ queryKey: ['facets', realm] });
  };

  const testOne = async (connId: string, cancelled: AbortSignal): Promise<Ended> => {
    for (;;) {
      if (cancelled.aborted) return 'not-tested';
      const started = await callAction(startTest, { realm, connId });
      if (started.ok) return followRun(started.data.runId, cancelled);
      if (started.error.code !== 'TOO_MANY') return 'not-tested';
      await pause(BUSY_PAUSE_MS);
    }
  };

  const followRun = async (runId: string, cancelled: AbortSignal): Promise<Ended> => {
    const cancel = () => void callAction(cancelTest, { realm, runId });
    cancelled.addEventListener('abort', cancel, { once: true });
    // While it was being started, nobody listened.
    if (cancelled.aborted) cancel();
    try {
      for (;;) {
        const run = await fetchJson<RunDto>(runUrl(realm, runId));
        if (run.result) return run.result.outcome;
        await pause(POLL_MS);
      }
    } catch {
      return 'not-tested';
    } finally {
      cancelled.removeEventListener('abort', cancel);
    }
  };

  /** Tests all of them. */
  const testAll = async (connIds: readonly string[]) => {
    const id = crypto.randomUUID();
    const controller = new AbortController();
    const waiting = [...connIds];
    const ended: Ended[] = [];
    const failed: string[] = [];
    const showProgress = () =>
      notify({
        id,
        type: 'in-progress',
        header: `Testing ${connIds.length} connections`,
        content: (
          <ProgressBar
            variant="flash"
            value={(ended.length / connIds.length) * 100}
            additionalInfo={`${ended.length} of ${connIds.length} done`}
            ariaLabel="Tests done"
          />
        ),
        action: <Button onClick={() => controller.abort()}>Cancel</Button>,
      });
    const work = async () => {
      for (let connId = waiting.shift(); connId !== undefined; connId = waiting.shift()) {
        const current = connId;
        setRunning((set) => new Set(set).add(current));
        const outcome = await testOne(current, controller.signal);
        ended.push(outcome);
        if (outcome === 'failed') failed.push(current);
        setRunning((set) => new Set([...set].filter((other) => other !== current)));
        showProgress();
        readAnew();
      }
    };
    showProgress();
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    notify({
      id,
      type:
        failed.length > 0 ? 'error' : ended.every((outcome) => outcome === 'passed') ? 'success' : 'warning',
      header: `Tested ${connIds.length} connections: ${summary(ended)}.`,
      content: failed.length > 0 && `Failed: ${named(failed)}.`,
      action:
        failed.length > 0 ? (
          <AppLink
            color="inverted"
            href={filterHref(`/${encodeURIComponent(realm)}/connections`, {
              key: 'outcome',
              operator: '=',
              value: 'failed',
            })}
          >
            Show all that failed
          </AppLink>
        ) : undefined,
    });
  };

  return { testAll, running };
}

/** The first of them by name, in order. */
function named(connIds: readonly string[]): string {
  const names = [...connIds].sort().slice(0, MOST_NAMED).join(', ');
  return connIds.length > MOST_NAMED ? `${names} and ${connIds.length - MOST_NAMED} more` : names;
}

function summary(ended: readonly Ended[]): string {
  const kinds: readonly Ended[] = ['passed', 'warning', 'failed', 'undecided', 'cancelled', 'not-tested'];
  return kinds
    .map((kind) => ({ kind, count: ended.filter((outcome) => outcome === kind).length }))
    .filter(({ count }) => count > 0)
    .map(
      ({ kind, count }) =>
        `${count} ${kind === 'not-tested' ? 'not tested' : OUTCOME_LABELS[kind].toLowerCase()}`,
    )
    .join(', ');
}
