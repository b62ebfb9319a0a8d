'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { OneTimeLink } from '@/lib/services/people/one-time-link';
import { Time } from '../time/time';

/** A link that is shown this once. */
export function LinkDialog({
  who,
  link: { path, expiresAt },
  onClose,
}: {
  who: string;
  link: OneTimeLink;
  onClose: () => void;
}) {
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={`Send this link to ${who}`}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box>
          Whoever opens it chooses the password of {who}. It works once, until{' '}
          <Time at={expiresAt.toISOString()} />, and is not shown again: send it in a way that only {who}{' '}
          reads.
        </Box>
        <CopyToClipboard
          variant="inline"
          textToCopy={`${window.location.origin}${path}`}
          copyButtonAriaLabel="Copy the link"
          copySuccessText="Link copied"
          copyErrorText="The browser did not allow copying"
        />
      </SpaceBetween>
    </Modal>
  );
}
