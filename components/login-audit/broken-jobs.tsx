'use client';

import './broken-jobs.css';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import type { BrokenJobDto } from '@/lib/services/jobs/job-dto';
import { AppLink } from '../app-link/app-link';
import { connectionHref } from '../connection-commands/connection-actions';
import { JOB_COLUMNS } from '../jobs/job-columns';
import { JobsTable } from '../jobs/jobs-table';
import { Time } from '../time/time';
import { useBrokenJobs } from './use-broken-jobs';

const SECTION = 'broken-jobs';

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
        <Button
          onClick={() => {
            const section = document.getElementById(SECTION);
            section?.scrollIntoView();
            section?.focus({ preventScroll: true });
          }}
        >
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
  return (
    <section
      id={SECTION}
      tabIndex={-1}
      className="broken-jobs"
      aria-label="Jobs that name a missing or disabled connection"
    >
      <JobsTable<BrokenJobDto>
        realm={realm}
        jobs={data?.jobs ?? []}
        count={data?.figures.broken ?? 0}
        readAt={data?.readAt}
        error={error}
        refetch={refetch}
        pageSize={20}
        label="Jobs that name a missing or disabled connection"
        title="Jobs that name a missing or disabled connection"
        description={
          data?.readAt && (
            <>
              Of all {data.figures.jobs.toLocaleString('en')} jobs, whatever the filter above. Read from lava{' '}
              <Time at={data.readAt} alone />.
            </>
          )
        }
        none="Every connection that a job names is here and enabled."
        trackBy={({ jobId, connId }) => JSON.stringify([jobId, connId])}
        columnDefinitions={[
          JOB_COLUMNS.job,
          {
            id: 'connection',
            header: 'Connection',
            minWidth: 160,
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
            minWidth: 210,
            cell: ({ problem }) => PROBLEMS[problem],
          },
          JOB_COLUMNS.schedule,
          JOB_COLUMNS.worker,
          JOB_COLUMNS.owner,
        ]}
      />
    </section>
  );
}

const PROBLEMS: Readonly<Record<BrokenJobDto['problem'], string>> = {
  missing: 'There is no such connection. Create it, or correct the job.',
  'not-taken-over': 'Not here, though lava’s table holds it.',
  disabled: 'It is disabled. Enable it, or stop the job.',
};
