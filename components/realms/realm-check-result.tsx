'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { RealmCheck } from '@/lib/services/realms/check-realm';
import { CopiedCode } from '../copied-code/copied-code';
import { exactTime } from '../time/time';

const STATES = {
  passed: { type: 'success', word: 'Passed' },
  warning: { type: 'warning', word: 'Not allowed' },
  failed: { type: 'error', word: 'Failed' },
} as const;

/** What the console may do in a realm's account, line by line, and the policy that allows it. */
export function RealmCheckResult({
  realm,
  check,
  onClose,
}: {
  realm: string;
  check: RealmCheck;
  onClose: () => void;
}) {
  const allPassed = check.lines.every(({ state }) => state === 'passed');
  return (
    <Modal
      visible
      size="large"
      header={`Check of ${realm}`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box color="text-body-secondary">
          Checked {exactTime(check.checkedAt)}. Nothing was changed and no value was read.
        </Box>
        {check.lines.map((line) => (
          <div key={line.what}>
            <StatusIndicator type={STATES[line.state].type}>{STATES[line.state].word}</StatusIndicator>{' '}
            <Box variant="strong">{line.what}</Box>
            <Box>{line.message}</Box>
            {line.state !== 'passed' && (
              <CopyToClipboard
                variant="inline"
                textToCopy={line.permission}
                copyButtonAriaLabel={`Copy ${line.permission}`}
                copySuccessText="Copied"
                copyErrorText="The browser did not allow copying"
              />
            )}
          </div>
        ))}
        {check.trustPolicy === null ? (
          <ExpandableSection
            headerText="The policy the console needs in this account"
            defaultExpanded={!allPassed}
          >
            <CopiedCode label="IAM policy" text={check.policy} />
          </ExpandableSection>
        ) : (
          <SpaceBetween size="xs">
            <Box variant="h3">Trust policy of the role</Box>
            <CopiedCode label="Trust policy of the role" text={check.trustPolicy} />
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Modal>
  );
}
