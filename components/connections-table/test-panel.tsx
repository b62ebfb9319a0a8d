'use client';

import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import SplitPanel from '@cloudscape-design/components/split-panel';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import type { PolicyDocument } from '@/lib/connectors/policy';
import { useGate } from '../access/access';
import { useFollow } from '../app-link/use-follow';
import { connectionHref, editHref } from '../connection-commands/connection-actions';
import { fetchJson } from '../fetch-json/fetch-json';
import { wasDenied } from '../test-run/denied';
import { TestButton } from '../test-run/test-button';
import { TestRun } from '../test-run/test-run';
import type { TestRunState } from '../test-run/use-test-run';

/** The test of one row, beside the list. */
export function TestPanel({ realm, connId, test }: { realm: string; connId: string; test: TestRunState }) {
  const follow = useFollow();
  const gate = useGate(realm);
  const { run, running, error, start, cancel } = test;
  const { data: policy } = useQuery({
    queryKey: ['policy', realm, connId],
    queryFn: ({ signal }) =>
      fetchJson<PolicyDocument>(`/api/realms${connectionHref(realm, connId)}/policy`, signal),
    enabled: run?.stages.some(wasDenied) ?? false,
  });
  return (
    <SplitPanel header={connId} headerDescription="Test" closeBehavior="hide">
      <SpaceBetween size="m">
        <SpaceBetween direction="horizontal" size="xs">
          <TestButton disabled={running} {...gate('connection:test')} onClick={() => start({ connId })}>
            Test again
          </TestButton>
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
            {...(policy && { policy: JSON.stringify(policy, null, 2) })}
            fixHref={(field) => editHref(realm, connId, field)}
          />
        )}
      </SpaceBetween>
    </SplitPanel>
  );
}
