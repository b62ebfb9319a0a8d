'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useGate } from '../access/access';
import { AppLink } from '../app-link/app-link';
import { TestButton } from '../test-run/test-button';
import { type CheckWorker, useWorkerCheck } from './use-worker-check';
import { WorkerResult } from './worker-result';

/** Whether the realm's workers could log in with a connection, tried as them. */
export function WorkerTab({
  realm,
  connId,
  roles,
  checkWorker,
}: {
  realm: string;
  connId: string;
  /** The worker roles that the realm names. */
  roles: readonly string[];
  checkWorker: CheckWorker;
}) {
  const mayCheck = useGate(realm)('connection:test');
  const { checking, check, error, run } = useWorkerCheck(checkWorker);
  if (roles.length === 0) {
    return (
      <Container header={<Header variant="h2">Can the worker do it?</Header>}>
        <SpaceBetween size="s">
          <Box>No worker role is set for this realm, so the console can only tell what it can do itself.</Box>
          <AppLink href={`/realms/${encodeURIComponent(realm)}/edit`}>
            Name the worker roles of {realm}
          </AppLink>
        </SpaceBetween>
      </Container>
    );
  }
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Resolves the connection as each worker role: reads the parameter or secret and asks for credentials, but connects nowhere."
          actions={
            <TestButton
              variant="primary"
              {...mayCheck}
              loading={checking}
              loadingText="Checking"
              onClick={() => void run({ realm, connId })}
            >
              {check ? 'Check again' : 'Check now'}
            </TestButton>
          }
        >
          Can the worker do it?
        </Header>
      }
    >
      <SpaceBetween size="m">
        {error && (
          <Alert type="error" header={error.message}>
            {error.hint}
          </Alert>
        )}
        {checking && !check && (
          <StatusIndicator type="in-progress">
            Assuming {roles.length === 1 ? 'the role' : `${roles.length} roles`} and resolving
          </StatusIndicator>
        )}
        {check && <WorkerResult check={check} />}
        {!check && !checking && !error && (
          <Box color="text-body-secondary">
            Not checked yet. A test says what the console can do; a worker has a role of its own and may lack
            a permission. Every check is recorded.
          </Box>
        )}
      </SpaceBetween>
    </Container>
  );
}
