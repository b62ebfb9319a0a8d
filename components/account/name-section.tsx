import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { type Action, callAction } from '../action-result/action-result';
import type { AccountReport } from './account-page';

/** The name that others see. */
export function NameSection({
  name,
  rename,
  report,
}: {
  name: string;
  rename: Action<{ name: string }, { readonly name: string }>;
  report: AccountReport;
}) {
  const [value, setValue] = useState(name);
  const [busy, setBusy] = useState(false);
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        setBusy(true);
        const result = await callAction(rename, { name: value });
        setBusy(false);
        if (result.ok) report.done('Your name is changed.');
        else report.failed(result.error.problems?.[0]?.message ?? result.error.message);
      }}
    >
      <Container header={<Header variant="h2">Name</Header>}>
        <FormField
          label="Name"
          description="Others see it in lists and in the audit trail."
          secondaryControl={
            <Button formAction="submit" loading={busy} disabled={value.trim() === '' || value === name}>
              Save name
            </Button>
          }
        >
          <Input value={value} autoComplete="name" onChange={({ detail }) => setValue(detail.value)} />
        </FormField>
      </Container>
    </form>
  );
}
