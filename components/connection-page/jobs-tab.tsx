'use client';

import Box from '@cloudscape-design/components/box';
import { useQuery } from '@tanstack/react-query';
import { JOB_COLUMNS } from '../jobs/job-columns';
import { JobName } from '../jobs/job-name';
import { concernedJobs, jobsQuery } from '../jobs/jobs-query';
import { JobsTable } from '../jobs/jobs-table';
import { Time } from '../time/time';

/** The jobs of lava that use the connection, enabled or not. */
export function JobsTab({ realm, connId }: { realm: string; connId: string }) {
  const { data, error, refetch } = useQuery(jobsQuery(realm, [connId]));
  const jobs = data ? concernedJobs(data) : [];
  const enabled = jobs.filter((job) => job.enabled).length;
  return (
    <JobsTable
      realm={realm}
      jobs={jobs}
      count={jobs.length}
      readAt={data?.readAt}
      error={error}
      refetch={refetch}
      pageSize={50}
      label={`Jobs that use ${connId}`}
      title="Jobs that use it"
      description={
        data?.readAt && (
          <>
            {enabled} enabled. Read from lava <Time at={data.readAt} alone />. Schedules are in the time of
            their dispatcher.
          </>
        )
      }
      none="No job uses this connection."
      trackBy="jobId"
      columnDefinitions={[
        {
          ...JOB_COLUMNS.job,
          cell: (job) => (
            <>
              <JobName job={job} />
              {job.description !== null && (
                <Box fontSize="body-s" color="text-body-secondary">
                  {job.description}
                </Box>
              )}
            </>
          ),
        },
        JOB_COLUMNS.schedule,
        JOB_COLUMNS.type,
        JOB_COLUMNS.worker,
        JOB_COLUMNS.dispatcher,
        JOB_COLUMNS.owner,
      ]}
    />
  );
}
