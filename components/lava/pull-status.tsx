'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { PullDto } from '@/lib/services/lava/pull-state';
import { everyMinutesWords } from '../time/every-minutes-words';
import { Time } from '../time/time';

/** The newest pull in words: running with its progress, failed, interrupted; and when lava's table was last read whole. */
export function PullStatus({
  latest,
  whole,
  everyMinutes,
  cancel,
}: {
  latest: PullDto | null;
  whole: PullDto | null;
  /** How often it is pulled without being asked; null: never. */
  everyMinutes: number | null;
  /** What ends the pull that runs. */
  cancel: ReactNode;
}) {
  if (latest?.state === 'running') {
    return (
      <SpaceBetween size="xs">
        <Progress pull={latest} />
        {cancel}
      </SpaceBetween>
    );
  }
  const schedule = everyMinutes === null ? '' : ` It is pulled ${everyMinutesWords(everyMinutes)}.`;
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
      {latest?.state === 'cancelled' && (
        <Alert type="info" header="The last pull was cancelled">
          Nothing of it is shown.
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
          {whole.jobs === null ? 'jobs were not read' : `${whole.jobs.toLocaleString('en')} jobs`}.{schedule}
        </Box>
      ) : (
        <Box color="text-body-secondary">lava’s table was never read.{schedule}</Box>
      )}
    </>
  );
}

/** How far a pull is: in parts of a hundred only where DynamoDB has counted the table, which it does every few hours. */
function Progress({ pull: { connections, expected, jobs } }: { pull: PullDto }) {
  const description = 'What is shown below is from the pull before, until this one is whole.';
  const read = `${connections.toLocaleString('en')} connections`;
  const jobsRead = jobs ? `, ${jobs.toLocaleString('en')} jobs` : '';
  if (!expected) {
    return (
      <div>
        <StatusIndicator type="in-progress">
          Reading lava’s tables: {read}
          {jobsRead} read
        </StatusIndicator>
        <Box color="text-body-secondary" fontSize="body-s">
          {description}
        </Box>
      </div>
    );
  }
  return (
    <ProgressBar
      label="Reading lava’s tables"
      description={description}
      value={Math.min(99, Math.round((100 * connections) / expected))}
      additionalInfo={`${read} of about ${expected.toLocaleString('en')}${jobsRead}`}
    />
  );
}
