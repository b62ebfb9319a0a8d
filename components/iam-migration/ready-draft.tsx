'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { IamDraft } from '@/lib/connectors/draft-for-iam';
import { statementText } from '@/lib/connectors/missing-statements';
import { type Policy, policyText } from '@/lib/connectors/policy';
import { useAsking, useGate } from '../access/access';
import { jsonSpec } from '../connection-form/use-save';
import { CopiedCode } from '../copied-code/copied-code';
import { TestButton } from '../test-run/test-button';
import { TestRun } from '../test-run/test-run';
import { useTestRun } from '../test-run/use-test-run';
import { useWorkerCheck } from '../worker-check/use-worker-check';
import { WorkerResult } from '../worker-check/worker-result';
import { DraftUser } from './draft-user';
import { FieldChanges } from './field-changes';
import type { IamActions, IamRealm } from './iam-actions';
import { useAccept } from './use-accept';

/** A draft that can be taken over: what changes, what has to be there first, a test, and the button. */
export function ReadyDraft({
  realm,
  connId,
  version,
  result,
  policy,
  actions,
  onAccepted,
}: {
  realm: IamRealm;
  connId: string;
  version: number;
  result: Extract<IamDraft, { state: 'ready' }>;
  policy: Policy;
  actions: IamActions;
  onAccepted: () => void;
}) {
  const { draft, changes, login, back } = result;
  const gate = useGate(realm.name);
  const asking = useAsking(realm.name);
  const test = useTestRun({ realm: realm.name, ...actions });
  const workers = useWorkerCheck(actions.checkWorker);
  const accept = useAccept(realm.name, actions.update);
  const [saving, setSaving] = useState(false);
  const passed = test.run?.result?.ok === true;

  const take = async () => {
    setSaving(true);
    const saved = await accept({ connId, version, draft, back });
    setSaving(false);
    if (saved) onAccepted();
  };

  return (
    <SpaceBetween size="l">
      <SpaceBetween size="xs">
        <SpaceBetween direction="horizontal" size="xs">
          <TestButton
            variant={passed ? 'normal' : 'primary'}
            {...gate('connection:write')}
            loading={test.running}
            loadingText="Testing"
            onClick={() => void test.start({ draft: jsonSpec(draft), draftOf: connId })}
          >
            Test draft
          </TestButton>
          <Button
            variant={passed ? 'primary' : 'normal'}
            {...gate('connection:write')}
            loading={saving}
            onClick={() => void take()}
          >
            {asking('Accept')}
          </Button>
        </SpaceBetween>
        <Box color="text-body-secondary" fontSize="body-s">
          {passed
            ? 'The draft passed its test. Accepting saves it like any other change.'
            : 'Not tested yet in this visit. Accepting saves it like any other change; until then nothing is stored.'}
          {back === null &&
            ' It cannot be undone from here: what stands in password now could not be stored again.'}
        </Box>
      </SpaceBetween>

      {test.error && (
        <Alert type="error" header={test.error.message}>
          {test.error.hint}
        </Alert>
      )}
      {test.running && !test.run && <StatusIndicator type="in-progress">Starting the test</StatusIndicator>}
      {test.run && (
        <TestRun run={test.run} realm={realm.name} onCancel={test.cancel} policy={policyText(policy)} />
      )}

      <section aria-label="What changes">
        <Header variant="h3">What changes</Header>
        <FieldChanges changes={changes} />
      </section>

      <section aria-label="What the workers need">
        <SpaceBetween size="s">
          <Header
            variant="h3"
            description="Add this element to a policy of the worker’s role before you accept."
            actions={
              realm.hasWorkers && (
                <TestButton
                  {...gate('connection:write')}
                  loading={workers.checking}
                  loadingText="Checking"
                  onClick={() =>
                    void workers.run({ realm: realm.name, draft: jsonSpec(draft), draftOf: connId })
                  }
                >
                  Check the workers
                </TestButton>
              )
            }
          >
            What the workers need
          </Header>
          <CopiedCode label="Policy element" text={statementText(policy.statements) ?? ''} />
          {workers.error && (
            <Alert type="error" header={workers.error.message}>
              {workers.error.hint}
            </Alert>
          )}
          {workers.check && <WorkerResult check={workers.check} />}
        </SpaceBetween>
      </section>

      <DraftUser login={login} />
    </SpaceBetween>
  );
}
