import Badge from '@cloudscape-design/components/badge';
import type { JobDto } from '@/lib/services/jobs/job-dto';

/** A job's identifier, marked when no worker would run it. */
export function JobName({ job }: { job: Pick<JobDto, 'jobId' | 'enabled'> }) {
  return (
    <>
      <span className="mono">{job.jobId}</span>
      {!job.enabled && (
        <>
          {' '}
          <Badge>Disabled</Badge>
        </>
      )}
    </>
  );
}
