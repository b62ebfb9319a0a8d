'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { LeaveGuard } from './use-leave-guard';

/** Asks before what was typed is lost. */
export function LeaveDialog({ guard }: { guard: LeaveGuard }) {
  return (
    <Modal
      visible={guard.asking}
      onDismiss={guard.stay}
      header="Leave without saving?"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={guard.leave}>
              Leave without saving
            </Button>
            <Button variant="primary" onClick={guard.stay}>
              Stay on this page
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      What you typed here is not saved yet and will be lost.
    </Modal>
  );
}
