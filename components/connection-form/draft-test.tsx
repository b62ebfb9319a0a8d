'use client';

import Alert from '@cloudscape-design/components/alert';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { policyText } from '@/lib/connectors/policy';
import { TestRun } from '../test-run/test-run';
import type { TestRunState } from '../test-run/use-test-run';
import { focusField } from './field-layout';
import { useFormState } from './form-context';
import { realmPolicy } from './realm-policy';

/** The test of what stands in the form, saved or not. */
export function DraftTest({ test }: { test: TestRunState }) {
  const { realm, spec } = useFormState();
  if (test.error) {
    return (
      <Alert type="error" header={test.error.message}>
        {test.error.hint}
      </Alert>
    );
  }
  if (!test.run) return <StatusIndicator type="in-progress">Starting the test</StatusIndicator>;
  return (
    <TestRun
      run={test.run}
      realm={realm.name}
      onCancel={test.cancel}
      onFixField={focusField}
      policy={policyText(realmPolicy(spec, realm))}
    />
  );
}
