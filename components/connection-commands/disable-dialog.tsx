'use client';

import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAsking } from '../access/access';
import { AskModal } from '../ask-modal/ask-modal';
import { JobsConcerned } from '../jobs/jobs-concerned';
import { named } from './connection-actions';

/** Asks before connections are disabled that jobs use, or may use. */
export function DisableDialog({
  realm,
  connIds,
  onAnswer,
}: {
  realm: string;
  connIds: readonly string[];
  onAnswer: (disable: boolean) => void;
}) {
  const asking = useAsking(realm);
  return (
    <AskModal
      size="large"
      header={`Disable ${named(connIds)}?`}
      confirm={asking('Disable')}
      onCancel={() => onAnswer(false)}
      onConfirm={() => onAnswer(true)}
    >
      <SpaceBetween size="m">
        <div>
          Jobs that run fail from then on, until {connIds.length === 1 ? 'it is' : 'they are'} enabled again.
        </div>
        <JobsConcerned realm={realm} connIds={connIds} />
      </SpaceBetween>
    </AskModal>
  );
}
