'use client';

import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Skeleton from '@cloudscape-design/components/skeleton';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { RunDto, RunSummaryDto } from '@/lib/services/tests/run-dto';
import { editHref } from '../connection-commands/connection-actions';
import { fetchJson } from '../fetch-json/fetch-json';
import { ComparedRuns } from '../test-run/compared-runs';
import { TestRun } from '../test-run/test-run';
import { runUrl } from '../test-run/use-test-run';
import { exactTime } from '../time/time';

function useRun(realm: string, runId: string): UseQueryResult<RunDto> {
  return useQuery({
    queryKey: ['run', realm, runId],
    queryFn: ({ signal }) => fetchJson<RunDto>(runUrl(realm, runId), signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function Frame({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={<Button iconName="close" variant="icon" ariaLabel="Close" onClick={onClose} />}
        >
          {title}
        </Header>
      }
    >
      {children}
    </Container>
  );
}

function Failed({ query }: { query: UseQueryResult<RunDto> }) {
  return (
    <Alert
      type="error"
      header="This test could not be read"
      action={<Button onClick={() => query.refetch()}>Try again</Button>}
    >
      {query.error?.message}
    </Alert>
  );
}

/** One run of the history. */
export function StoredRun({
  realm,
  runId,
  policy,
  onClose,
}: {
  realm: string;
  runId: string;
  policy: string;
  onClose: () => void;
}) {
  const query = useRun(realm, runId);
  const { data: run } = query;
  return (
    <Frame title={run ? `Test of ${exactTime(run.startedAt)}` : 'Test'} onClose={onClose}>
      {query.error ? (
        <Failed query={query} />
      ) : run ? (
        <TestRun
          run={run}
          realm={realm}
          comparison
          policy={policy}
          fixHref={(field) => editHref(realm, run.connId, field)}
        />
      ) : (
        <Skeleton />
      )}
    </Frame>
  );
}

/** Two runs of the history side by side, the earlier first. */
export function RunsBeside({
  realm,
  runs,
  onClose,
}: {
  realm: string;
  runs: readonly [RunSummaryDto, RunSummaryDto];
  onClose: () => void;
}) {
  const before = useRun(realm, runs[0].id);
  const after = useRun(realm, runs[1].id);
  const failed = [before, after].find((query) => query.error);
  return (
    <Frame title="Two tests compared" onClose={onClose}>
      {failed ? (
        <Failed query={failed} />
      ) : before.data && after.data ? (
        <ComparedRuns
          before={before.data}
          after={after.data}
          beforeTitle={exactTime(before.data.startedAt)}
          afterTitle={exactTime(after.data.startedAt)}
        />
      ) : (
        <Skeleton />
      )}
    </Frame>
  );
}
