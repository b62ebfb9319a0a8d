import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { AccountDto } from '@/lib/services/account/get-account';
import { FittingTable } from '../fitting-table/fitting-table';
import { authRequest } from '../sign-in/auth-request';
import { addPasskey } from '../sign-in/passkey';
import { Time } from '../time/time';
import type { AccountReport } from './account-page';

/** Passkeys: a device's own way to say who uses it. One signs in without a password and without a code. */
export function PasskeysSection({
  passkeys,
  report,
}: {
  passkeys: AccountDto['passkeys'];
  report: AccountReport;
}) {
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);

  async function add() {
    setBusy(true);
    const answer = await addPasskey(name.trim());
    setBusy(false);
    if (!answer.ok) return report.failed(answer.message);
    setName('');
    report.done('The passkey is added.');
  }

  async function remove(id: string) {
    const answer = await authRequest('/passkey/delete-passkey', { id });
    if (answer.ok) report.done('The passkey is removed.');
    else report.failed(answer.message);
  }

  return (
    <FittingTable
      variant="container"
      items={[...passkeys]}
      trackBy="id"
      header={
        <Header variant="h2" description="A device’s own way to know you: no password, no code.">
          Passkeys
        </Header>
      }
      empty="No passkeys yet. Add one, and this device signs you in without a password."
      columnDefinitions={[
        { id: 'name', header: 'Name', cell: (passkey) => passkey.name },
        { id: 'added', header: 'Added', cell: (passkey) => <Time at={passkey.createdAt} /> },
        {
          id: 'remove',
          header: 'Action',
          cell: (passkey) => (
            <Button
              variant="inline-link"
              ariaLabel={`Remove ${passkey.name}`}
              onClick={() => void remove(passkey.id)}
            >
              Remove
            </Button>
          ),
        },
      ]}
      footer={
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <SpaceBetween size="xs">
            <FormField
              label="Name of a new passkey"
              secondaryControl={
                <Button formAction="submit" loading={busy} disabled={name.trim() === ''}>
                  Add a passkey
                </Button>
              }
            >
              <Input
                value={name}
                placeholder="Work laptop"
                onChange={({ detail }) => setName(detail.value)}
              />
            </FormField>
          </SpaceBetween>
        </form>
      }
    />
  );
}
