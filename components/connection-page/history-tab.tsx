'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Pagination from '@cloudscape-design/components/pagination';
import Skeleton from '@cloudscape-design/components/skeleton';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { RunSummaryDto } from '@/lib/services/tests/run-dto';
import { connectionHref } from '../connection-commands/connection-actions';
import { fetchJson } from '../fetch-json/fetch-json';
import { FittingTable } from '../fitting-table/fitting-table';
import { NotRead } from '../page-states/not-read';
import { OutcomeIndicator } from '../test-run/outcome-indicator';
import { formatMs } from '../test-run/stage-labels';
import { exactTime, Time } from '../time/time';
import { RunsBeside, StoredRun } from './stored-run';

const DurationChart = dynamic(() => import('./duration-chart'), { ssr: false, loading: () => <Skeleton /> });
const PAGE_SIZE = 20;

/** The newest runs: how each ended, how long they took, one opened or two compared. */
export function HistoryTab({
  realm,
  connId,
  runId,
  onOpen,
  policy,
}: {
  realm: string;
  connId: string;
  /** The run that is open, by the address. */
  runId: string | null;
  onOpen: (runId: string | null) => void;
  policy: string;
}) {
  const [selected, setSelected] = useState<readonly RunSummaryDto[]>([]);
  const [compared, setCompared] = useState<readonly [RunSummaryDto, RunSummaryDto] | null>(null);
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useQuery({
    queryKey: ['realm', realm, 'runs', connId],
    queryFn: ({ signal }) =>
      fetchJson<readonly RunSummaryDto[]>(`/api/realms${connectionHref(realm, connId)}/runs`, signal),
  });
  const runs = data ?? [];
  const [one, other] = [...selected].sort((a, b) => a.startedAt.localeCompare(b.startedAt));

  return (
    <SpaceBetween size="l">
      {error && (
        <Alert
          type="error"
          header="The history could not be read"
          action={<Button onClick={() => refetch()}>Try again</Button>}
        >
          {error.message}
        </Alert>
      )}
      {runs.length > 1 && (
        <Container header={<Header variant="h2">Duration of the newest tests</Header>}>
          <DurationChart runs={runs} />
        </Container>
      )}
      {runId !== null && (
        <StoredRun key={runId} realm={realm} runId={runId} policy={policy} onClose={() => onOpen(null)} />
      )}
      {compared && <RunsBeside realm={realm} runs={compared} onClose={() => setCompared(null)} />}
      <FittingTable
        wrapLines
        items={runs.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
        loading={!data && !error}
        loadingText="Reading the history"
        trackBy="id"
        selectionType="multi"
        selectedItems={selected}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems.slice(-2))}
        isItemDisabled={(run) => selected.length >= 2 && !selected.some(({ id }) => id === run.id)}
        ariaLabels={{
          tableLabel: `Tests of ${connId}`,
          selectionGroupLabel: 'Select two tests to compare',
          allItemsSelectionLabel: () => 'Select all tests',
          itemSelectionLabel: (_, run) => `Select the test of ${exactTime(run.startedAt)}`,
        }}
        pagination={
          runs.length > PAGE_SIZE ? (
            <Pagination
              currentPageIndex={page}
              pagesCount={Math.ceil(runs.length / PAGE_SIZE)}
              onChange={({ detail }) => setPage(detail.currentPageIndex)}
            />
          ) : undefined
        }
        header={
          <Header
            variant="h2"
            counter={data && `(${runs.length})`}
            description="The newest hundred. Select two to compare them."
            actions={
              <Button disabled={!one || !other} onClick={() => one && other && setCompared([one, other])}>
                Compare
              </Button>
            }
          >
            Tests
          </Header>
        }
        empty={
          data ? (
            <Box color="text-body-secondary">Never tested. Press Test to make the first entry.</Box>
          ) : (
            <NotRead what="The tests" />
          )
        }
        columnDefinitions={[
          {
            id: 'startedAt',
            header: 'When',
            isRowHeader: true,
            minWidth: 130,
            cell: (run) => (
              <Link
                href={`?tab=history&run=${run.id}`}
                ariaLabel={`Open the test of ${exactTime(run.startedAt)}`}
                onFollow={(event) => {
                  event.preventDefault();
                  onOpen(run.id);
                }}
              >
                <Time at={run.startedAt} />
              </Link>
            ),
          },
          {
            id: 'outcome',
            header: 'Outcome',
            minWidth: 150,
            cell: (run) => <OutcomeIndicator outcome={run.outcome} />,
          },
          { id: 'verdict', header: 'Verdict', minWidth: 260, cell: (run) => run.verdict.replaceAll('`', '') },
          {
            id: 'code',
            header: 'Stage and code',
            minWidth: 180,
            cell: (run) =>
              run.failedStage ? (
                <span className="mono">{[run.failedStage, run.failedCode].filter(Boolean).join(' · ')}</span>
              ) : (
                '–'
              ),
          },
          { id: 'duration', header: 'Duration', minWidth: 100, cell: (run) => formatMs(run.durationMs) },
          {
            id: 'version',
            header: 'Version',
            minWidth: 100,
            cell: (run) => (run.draft ? 'draft' : run.specVersion),
          },
          { id: 'actor', header: 'By', minWidth: 100, cell: (run) => run.actor },
        ]}
      />
    </SpaceBetween>
  );
}
