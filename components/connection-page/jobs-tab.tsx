'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { JobSchedule } from '../jobs/job-schedule';
import { JobsNotKnown } from '../jobs/jobs-not-known';
import { concernedJobs, jobsQuery } from '../jobs/jobs-query';
import { Time } from '../time/time';

const PAGE_SIZE = 50;

/** The jobs of lava that use the connection, enabled or not. */
export function JobsTab({ realm, connId }: { realm: string; connId: string }) {
  const { data, error, refetch } = useQuery(jobsQuery(realm, [connId]));
  const [page, setPage] = useState(1);
  const jobs = data ? concernedJobs(data) : [];
  const enabled = jobs.filter((job) => job.enabled).length;
  return (
    <SpaceBetween size="l">
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
        wrapLines
        items={jobs.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
        loading={!data && !error}
        loadingText="Reading the jobs"
        trackBy="jobId"
        ariaLabels={{ tableLabel: `Jobs that use ${connId}` }}
        pagination={
          jobs.length > PAGE_SIZE ? (
            <Pagination
              currentPageIndex={page}
              pagesCount={Math.ceil(jobs.length / PAGE_SIZE)}
              ariaLabels={{ paginationLabel: 'Pages of jobs' }}
              onChange={({ detail }) => setPage(detail.currentPageIndex)}
            />
          ) : undefined
        }
        header={
          <Header
            variant="h2"
            counter={data?.readAt ? `(${jobs.length})` : undefined}
            description={
              data?.readAt && (
                <>
                  {enabled} enabled. Read from lava <Time at={data.readAt} />. Schedules are in the time of
                  their dispatcher.
                </>
              )
            }
          >
            Jobs that use it
          </Header>
        }
        empty={
          error ? undefined : (
            <Box color="inherit">
              {data?.readAt === null ? <JobsNotKnown realm={realm} /> : 'No job uses this connection.'}
            </Box>
          )
        }
        columnDefinitions={[
          {
            id: 'job',
            header: 'Job',
            isRowHeader: true,
            minWidth: 180,
            cell: ({ jobId, description }) => (
              <>
                <span className="mono">{jobId}</span>
                {description !== null && (
                  <Box fontSize="body-s" color="text-body-secondary">
                    {description}
                  </Box>
                )}
              </>
            ),
          },
          {
            id: 'enabled',
            header: 'Enabled',
            minWidth: 135,
            cell: (job) => (
              <StatusIndicator type={job.enabled ? 'success' : 'stopped'}>
                {job.enabled ? 'Enabled' : 'Disabled'}
              </StatusIndicator>
            ),
          },
          { id: 'type', header: 'Type', minWidth: 130, cell: (job) => <Mono text={job.type} /> },
          {
            id: 'schedule',
            header: 'Schedule',
            minWidth: 200,
            cell: (job) => <JobSchedule schedule={job.schedule} />,
          },
          { id: 'worker', header: 'Worker', minWidth: 90, cell: (job) => <Mono text={job.worker} /> },
          {
            id: 'dispatcher',
            header: 'Dispatcher',
            minWidth: 110,
            cell: (job) => <Mono text={job.dispatcher} />,
          },
          { id: 'owner', header: 'Owner', minWidth: 160, cell: (job) => job.owner ?? '–' },
        ]}
      />
    </SpaceBetween>
  );
}

function Mono({ text }: { text: string | null }) {
  return text === null ? '–' : <span className="mono">{text}</span>;
}
