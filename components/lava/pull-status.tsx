'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import type { PullDto } from '@/lib/services/lava/pull-state';
import { Time } from '../time/time';

/** The newest pull in words: running with its progress, failed, interrupted; and when lava's table was last read whole. */
export function PullStatus({ latest, whole }: { latest: PullDto | null; whole: PullDto | null }) {
  if (latest?.state === 'running') {
    const { connections, expected, jobs } = latest;
    const share = expected ? Math.min(99, Math.round((100 * connections) / expected)) : undefined;
    return (
      <ProgressBar
        label="Reading lava’s tables"
        description="What is shown below is from the pull before, until this one is whole."
        {...(share !== undefined && { value: share })}
        additionalInfo={`${connections.toLocaleString('en')} connections${expected ? ` of about ${expected.toLocaleString('en')}` : ''}${jobs ? `, ${jobs.toLocaleString('en')} jobs` : ''}`}
      />
    );
  }
  return (
    <>
      {latest?.state === 'failed' && latest.error && (
        <Alert type="error" header={latest.error.message}>
          {latest.error.hint} What is shown is from the pull before; nothing half-read is among it.
        </Alert>
      )}
      {latest?.state === 'interrupted' && (
        <Alert type="warning" header="The last pull was interrupted">
          The server stopped while it read. Nothing of it is shown. Pull again.
        </Alert>
      )}
      {latest?.state === 'finished' && latest.error && (
        <Alert type="warning" header={`The jobs could not be read: ${latest.error.message}`}>
          {latest.error.hint} The connections are complete.
        </Alert>
      )}
      {whole ? (
        <Box color="text-body-secondary">
          Read <Time at={whole.finishedAt} alone /> by {whole.actor}: {whole.connections.toLocaleString('en')}{' '}
          connections,{' '}
          {whole.jobs === null ? 'jobs were not read' : `${whole.jobs.toLocaleString('en')} jobs`}.
        </Box>
      ) : (
        <Box color="text-body-secondary">lava’s table was never read.</Box>
      )}
    </>
  );
}
