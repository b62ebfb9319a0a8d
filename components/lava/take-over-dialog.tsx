'use client';

import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TakeOverPreview } from '@/lib/services/lava/preview-take-over';
import { useAsking } from '../access/access';
import { AskModal } from '../ask-modal/ask-modal';
import { named } from '../connection-commands/connection-actions';
import { JobsConcerned } from '../jobs/jobs-concerned';

/** Jobs of so many connections are looked up. */
const LOOKED_UP = 1_000;

/** Asks before taking over deletes or disables connections here, with the jobs that use them. */
export function TakeOverDialog({
  realm,
  preview: { deleted, disabled },
  onAnswer,
}: {
  realm: string;
  preview: TakeOverPreview;
  onAnswer: (take: boolean) => void;
}) {
  const asking = useAsking(realm);
  const connIds = [...deleted, ...disabled];
  return (
    <AskModal
      size="large"
      header={`Take over what ${deleted.length > 0 ? 'deletes' : 'disables'} ${named(deleted.length > 0 ? deleted : disabled)}?`}
      confirm={asking('Take over')}
      onCancel={() => onAnswer(false)}
      onConfirm={() => onAnswer(true)}
    >
      <SpaceBetween size="m">
        {deleted.length > 0 && (
          <div>
            Deleted here, as in lava’s table: <span className="mono">{listed(deleted)}</span>.
          </div>
        )}
        {disabled.length > 0 && (
          <div>
            Disabled here, as in lava’s table: <span className="mono">{listed(disabled)}</span>.
          </div>
        )}
        <JobsConcerned realm={realm} connIds={connIds.slice(0, LOOKED_UP)} />
        {connIds.length > LOOKED_UP && (
          <Box color="text-body-secondary">
            These are the jobs of the first {LOOKED_UP.toLocaleString('en')} of them.
          </Box>
        )}
      </SpaceBetween>
    </AskModal>
  );
}

const LISTED = 10;

function listed(connIds: readonly string[]): string {
  const more = connIds.length - LISTED;
  return `${connIds.slice(0, LISTED).join(', ')}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}`;
}
