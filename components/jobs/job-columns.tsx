import type { TableProps } from '@cloudscape-design/components/table';
import type { JobDto } from '@/lib/services/jobs/job-dto';
import { JobName } from './job-name';
import { JobSchedule } from './job-schedule';

/** The columns that tables of jobs share; each table picks what its reader needs. */
export const JOB_COLUMNS = {
  job: {
    id: 'job',
    header: 'Job',
    isRowHeader: true,
    minWidth: 170,
    cell: (job) => <JobName job={job} />,
  },
  type: { id: 'type', header: 'Type', minWidth: 130, cell: ({ type }) => mono(type) },
  schedule: {
    id: 'schedule',
    header: 'Schedule',
    minWidth: 180,
    cell: ({ schedule }) => <JobSchedule schedule={schedule} />,
  },
  worker: { id: 'worker', header: 'Worker', minWidth: 90, cell: ({ worker }) => mono(worker) },
  dispatcher: {
    id: 'dispatcher',
    header: 'Dispatcher',
    minWidth: 110,
    cell: ({ dispatcher }) => mono(dispatcher),
  },
  owner: { id: 'owner', header: 'Owner', minWidth: 190, cell: ({ owner }) => owner ?? '–' },
} as const satisfies Record<string, TableProps.ColumnDefinition<JobDto>>;

function mono(text: string | null) {
  return text === null ? '–' : <span className="mono">{text}</span>;
}
