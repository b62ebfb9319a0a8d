'use client';

import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import SplitPanel from '@cloudscape-design/components/split-panel';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useFollow } from '../app-link/use-follow';
import { connectionHref, editHref } from '../connection-commands/connection-actions';
import { TestRun } from '../test-run/test-run';
import type { TestRunState } from '../test-run/use-test-run';

/** The test of one row, beside the list. */
export function TestPanel({ realm, connId, test }: { realm: string; connId: string; test: TestRunState }) {
  const follow = useFollow();
  const { run, running, error, start, cancel } = test;
  return (
    <SplitPanel header={connId} headerDescription="Test" closeBehavior="hide">
      <SpaceBetween size="m">
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={running} onClick={() => start({ connId })}>
            Test again
          </Button>
          <Button href={`${connectionHref(realm, connId)}?tab=history`} onFollow={follow}>
            History
          </Button>
        </SpaceBetween>
        {error && (
          <Alert type="error" header={error.message}>
            {error.hint}
          </Alert>
        )}
        {!run && running && <StatusIndicator type="in-progress">Starting the test</StatusIndicator>}
        {run && (
          <TestRun
            run={run}
            realm={realm}
            onCancel={cancel}
            comparison
            fixHref={(field) => editHref(realm, connId, field)}
          />
        )}
      </SpaceBetween>
    </SplitPanel>
  );
}
