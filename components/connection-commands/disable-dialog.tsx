'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { JobsConcerned } from '../jobs/jobs-concerned';
import { named } from './connection-actions';

/** Asks before connections are disabled that enabled jobs use. */
export function DisableDialog({
  realm,
  connIds,
  onAnswer,
}: {
  realm: string;
  connIds: readonly string[];
  onAnswer: (disable: boolean) => void;
}) {
  return (
    <Modal
      visible
      size="large"
      onDismiss={() => onAnswer(false)}
      header={`Disable ${named(connIds)}?`}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => onAnswer(false)}>
              Cancel
            </Button>
            <Button variant="primary" onClick={() => onAnswer(true)}>
              Disable
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <div>
          Enabled jobs fail from then on, until {connIds.length === 1 ? 'it is' : 'they are'} enabled again.
        </div>
        <JobsConcerned realm={realm} connIds={connIds} />
      </SpaceBetween>
    </Modal>
  );
}
