'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Spec } from '@/lib/connectors/spec';
import { untestableReason } from '@/lib/connectors/testable';
import type { RunDto } from '@/lib/services/tests/run-dto';
import { useGate } from '../access/access';
import { editHref } from '../connection-commands/connection-actions';
import { TestButton } from '../test-run/test-button';
import { TestRun } from '../test-run/test-run';
import type { TestRunState } from '../test-run/use-test-run';
import { WakeNote } from '../test-run/wake-note';

/** The run of this visit, or else the last one. */
export function TestTab({
  realm,
  connId,
  version,
  spec,
  test,
  lastRun,
  policy,
}: {
  realm: string;
  connId: string;
  version: number;
  spec: Spec;
  test: TestRunState;
  lastRun: RunDto | null;
  policy: string;
}) {
  const { run, running, error, start, cancel } = test;
  const { disabledReason } = useGate(realm)('connection:test');
  const untestable = untestableReason(spec.type) ?? disabledReason;
  const shown = run ?? (running ? null : lastRun);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={<WakeNote spec={spec} />}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <TestButton
                disabled={running || untestable !== undefined}
                onClick={() => start({ connId, fresh: true })}
              >
                Test with new credentials
              </TestButton>
              <TestButton
                variant="primary"
                disabled={running || untestable !== undefined}
                {...(untestable !== undefined && { disabledReason: untestable })}
                onClick={() => start({ connId })}
              >
                Test now
              </TestButton>
            </SpaceBetween>
          }
        >
          {shown && shown === lastRun && !run ? 'Last test' : 'Test'}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {error && (
          <Alert type="error" header={error.message}>
            {error.hint}
          </Alert>
        )}
        {shown?.state === 'finished' && shown.specVersion !== null && shown.specVersion !== version && (
          <Alert type="info">
            This run tested version {shown.specVersion}; the specification is at version {version} now.
          </Alert>
        )}
        {running && !run && <StatusIndicator type="in-progress">Starting the test</StatusIndicator>}
        {shown ? (
          <TestRun
            key={shown.id}
            run={shown}
            realm={realm}
            onCancel={cancel}
            comparison
            policy={policy}
            fixHref={(field) => editHref(realm, connId, field)}
          />
        ) : (
          !running && (
            <Box color="text-body-secondary">
              {untestable ??
                `Never tested. A test does what a lava worker would do: it reads the parameter or secret, asks AWS for credentials where needed, connects and logs in. It takes a few seconds.`}
            </Box>
          )
        )}
      </SpaceBetween>
    </Container>
  );
}
