'use client';

import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { MintedDto } from '@/lib/services/credentials/credentials-dto';
import { AskModal } from '../ask-modal/ask-modal';
import { exactTime } from '../time/time';

/** Asks before credentials are forgotten, and says what forgetting cannot do. */
export function ForgetModal({
  row,
  busy,
  onCancel,
  onConfirm,
}: {
  row: MintedDto;
  busy: boolean;
  onCancel: () => void;
  onConfirm: () => void;
}) {
  return (
    <AskModal
      header={`Forget the credentials of ${row.returnedUser}?`}
      confirm="Forget"
      busy={busy}
      onCancel={onCancel}
      onConfirm={onConfirm}
    >
      <SpaceBetween size="s">
        <Box variant="p">
          {row.method === 'rds-token'
            ? 'It leaves this page: the token for '
            : 'This server drops what it holds for '}
          <span className="mono">{row.returnedUser}</span> on{' '}
          <span className="mono">
            {row.cluster}
            {row.database && ` / ${row.database}`}
          </span>
          {row.method === 'rds-token'
            ? ' was used for one login and not kept; the next test signs another.'
            : '; the next test of its connections asks AWS for new ones.'}
        </Box>
        <Box variant="p">
          AWS cannot revoke temporary credentials: whoever holds these can log in with them until{' '}
          {exactTime(row.expiresAt)}. To lock the user out now, change or drop it in the database.
        </Box>
      </SpaceBetween>
    </AskModal>
  );
}
