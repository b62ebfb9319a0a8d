'use client';

import './broken-jobs.css';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { BrokenJobDto } from '@/lib/services/jobs/job-dto';
import { AppLink } from '../app-link/app-link';
import { connectionHref } from '../connection-commands/connection-actions';
import { JobSchedule } from '../jobs/job-schedule';
import { JobsNotKnown } from '../jobs/jobs-not-known';
import { Time } from '../time/time';
import { useBrokenJobs } from './use-broken-jobs';

const SECTION = 'broken-jobs';
const PAGE_SIZE = 20;

/** How many enabled jobs fail for their connection, with the way to them; nothing when there are none. */
export function BrokenJobsNotice({ realm }: { realm: string }) {
  const count = useBrokenJobs(realm).data?.figures.brokenEnabled ?? 0;
  if (count === 0) return null;
  return (
    <Alert
      type="warning"
      header={
        count === 1
          ? 'One enabled job names a missing or disabled connection'
          : `${count.toLocaleString('en')} enabled jobs name a missing or disabled connection`
      }
      action={
        <Button onClick={() => document.getElementById(SECTION)?.scrollIntoView()}>
          Show {count === 1 ? 'it' : 'them'}
        </Button>
      }
    >
      A job fails when lava finds no such connection, or finds it disabled.
    </Alert>
  );
}

/** The jobs that name a missing or disabled connection, whatever the filter of the page. */
export function BrokenJobs({ realm }: { realm: string }) {
  const { data, error, refetch } = useBrokenJobs(realm);
  const [page, setPage] = useState(1);
  const rows = data?.jobs ?? [];
  return (
    <section
      id={SECTION}
      className="broken-jobs"
      aria-label="Jobs that name a missing or disabled connection"
    >
      <SpaceBetween size="s">
        {error && (
          <Alert
            type="error"
            header="The jobs could not be read"
            action={<Button onClick={() => refetch()}>Try again</Button>}
          >
            {error.message}
          </Alert>
        )}
        <Table
          items={rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
          loading={!data && !error}
          loadingText="Reading the jobs"
          trackBy={({ jobId, connId }) => JSON.stringify([jobId, connId])}
          wrapLines
          cellVerticalAlign="top"
          ariaLabels={{ tableLabel: 'Jobs that name a missing or disabled connection' }}
          header={
            <Header
              variant="h2"
              counter={data?.readAt ? `(${data.figures.broken.toLocaleString('en')})` : undefined}
              description={
                data?.readAt && (
                  <>
                    Of all {data.figures.jobs.toLocaleString('en')} jobs, whatever the filter above. Read from
                    lava <Time at={data.readAt} />.
                  </>
                )
              }
            >
              Jobs that name a missing or disabled connection
            </Header>
          }
          pagination={
            rows.length > PAGE_SIZE ? (
              <Pagination
                currentPageIndex={page}
                pagesCount={Math.ceil(rows.length / PAGE_SIZE)}
                ariaLabels={{ paginationLabel: 'Pages of jobs' }}
                onChange={({ detail }) => setPage(detail.currentPageIndex)}
              />
            ) : undefined
          }
          empty={error ? undefined : <Empty realm={realm} known={data?.readAt !== null} />}
          columnDefinitions={[
            {
              id: 'job',
              header: 'Job',
              isRowHeader: true,
              minWidth: 190,
              cell: ({ jobId }) => <span className="mono">{jobId}</span>,
            },
            {
              id: 'enabled',
              header: 'Enabled',
              minWidth: 135,
              cell: ({ enabled }) => (
                <StatusIndicator type={enabled ? 'success' : 'stopped'}>
                  {enabled ? 'Enabled' : 'Disabled'}
                </StatusIndicator>
              ),
            },
            {
              id: 'connection',
              header: 'Connection',
              minWidth: 150,
              cell: ({ connId, problem }) =>
                problem === 'disabled' ? (
                  <AppLink href={connectionHref(realm, connId)} fontSize="inherit">
                    <span className="mono">{connId}</span>
                  </AppLink>
                ) : (
                  <span className="mono">{connId}</span>
                ),
            },
            {
              id: 'problem',
              header: 'What is wrong',
              minWidth: 200,
              cell: ({ problem }) => PROBLEMS[problem],
            },
            {
              id: 'schedule',
              header: 'Schedule',
              minWidth: 180,
              cell: ({ schedule }) => <JobSchedule schedule={schedule} />,
            },
            {
              id: 'worker',
              header: 'Worker',
              minWidth: 90,
              cell: ({ worker }) => (worker === null ? '–' : <span className="mono">{worker}</span>),
            },
            { id: 'owner', header: 'Owner', minWidth: 160, cell: ({ owner }) => owner ?? '–' },
          ]}
        />
      </SpaceBetween>
    </section>
  );
}

const PROBLEMS: Readonly<Record<BrokenJobDto['problem'], string>> = {
  missing: 'There is no such connection. Create it, or correct the job.',
  'not-taken-over': 'Not here, though lava’s table holds it.',
  disabled: 'It is disabled. Enable it, or stop the job.',
};

function Empty({ realm, known }: { realm: string; known: boolean }) {
  return (
    <Box color="inherit">
      {known ? 'Every connection that a job names is here and enabled.' : <JobsNotKnown realm={realm} />}
    </Box>
  );
}
