import { useState } from 'react';
import type { TokenDto } from '@/lib/services/tokens/token-dto';
import { AskModal } from '../ask-modal/ask-modal';

/** Asks before a token is revoked. */
export function RevokeTokenModal({
  token,
  whose,
  onCancel,
  onRevoke,
}: {
  token: TokenDto;
  /** Another person's name; absent: one's own. */
  whose?: string;
  onCancel: () => void;
  onRevoke: () => Promise<void>;
}) {
  const [busy, setBusy] = useState(false);
  return (
    <AskModal
      header={`Revoke the token ${token.name}${whose === undefined ? '' : ` of ${whose}`}?`}
      confirm="Revoke"
      busy={busy}
      onCancel={onCancel}
      onConfirm={async () => {
        setBusy(true);
        await onRevoke();
        setBusy(false);
      }}
    >
      Programs that use the token beginning with <span className="mono">{token.start}</span> are refused in{' '}
      {token.realm} from now on. It cannot be taken back: {whose === undefined ? 'give' : 'its owner gives'}{' '}
      them a new token.
    </AskModal>
  );
}
