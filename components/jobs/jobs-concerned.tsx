'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { FittingTable } from '../fitting-table/fitting-table';
import { Time } from '../time/time';
import { JOB_COLUMNS } from './job-columns';
import { JobsNotKnown } from './jobs-not-known';
import { concernedJobs, jobsQuery, jobsText } from './jobs-query';

const LISTED = 20;

/** The jobs that use any of the connections, for a dialog that is about to change these: how many, which, and when they run. */
export function JobsConcerned({ realm, connIds }: { realm: string; connIds: readonly string[] }) {
  const { data, error, refetch } = useQuery(jobsQuery(realm, connIds));
  const several = connIds.length > 1;
  if (error) {
    return (
      <StatusIndicator type="warning">
        The jobs could not be read, so some may use {several ? 'them' : 'it'}. {error.message}{' '}
        <Button variant="inline-link" onClick={() => refetch()}>
          Try again
        </Button>
      </StatusIndicator>
    );
  }
  if (!data)
    return (
      <StatusIndicator type="loading">Looking for jobs that use {several ? 'them' : 'it'}</StatusIndicator>
    );
  if (data.readAt === null) {
    return (
      <StatusIndicator type="info">
        <JobsNotKnown realm={realm} />
      </StatusIndicator>
    );
  }
  const jobs = concernedJobs(data);
  const enabled = jobs.filter((job) => job.enabled).length;
  if (jobs.length === 0) {
    return (
      <StatusIndicator type="success">
        No job uses {several ? 'any of them' : 'it'}. Read from lava <Time at={data.readAt} />.
      </StatusIndicator>
    );
  }
  return (
    <SpaceBetween size="xs">
      <StatusIndicator type={enabled > 0 ? 'warning' : 'info'}>
        {several ? 'They are' : 'It is'} used by {jobsText(jobs.length, enabled)}.
      </StatusIndicator>
      <Box fontSize="body-s" color="text-body-secondary">
        Read from lava <Time at={data.readAt} />.
      </Box>
      <FittingTable
        variant="embedded"
        contentDensity="compact"
        wrapLines
        items={jobs.slice(0, LISTED)}
        trackBy="jobId"
        ariaLabels={{ tableLabel: 'Jobs concerned' }}
        columnDefinitions={[
          { ...JOB_COLUMNS.job, minWidth: 130 },
          ...(several
            ? [
                {
                  id: 'uses',
                  header: 'Uses',
                  minWidth: 120,
                  cell: (job: (typeof jobs)[number]) => (
                    <span className="mono">{job.connIds.join(', ')}</span>
                  ),
                },
              ]
            : []),
          { ...JOB_COLUMNS.schedule, minWidth: 140 },
          { ...JOB_COLUMNS.worker, minWidth: 80 },
        ]}
      />
      {jobs.length > LISTED && (
        <Box color="text-body-secondary">and {(jobs.length - LISTED).toLocaleString('en')} more</Box>
      )}
    </SpaceBetween>
  );
}
