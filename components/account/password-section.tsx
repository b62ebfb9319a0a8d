import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { authRequest } from '../sign-in/auth-request';
import type { AccountReport } from './account-page';

/** Changes the password; whoever else is signed in with the old one is signed out. */
export function PasswordSection({ report }: { report: AccountReport }) {
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const [busy, setBusy] = useState(false);
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        setBusy(true);
        const answer = await authRequest('/change-password', { currentPassword, newPassword });
        setBusy(false);
        if (!answer.ok) return report.failed(answer.message);
        setCurrent('');
        setNew('');
        report.done('Your password is changed. You are signed out everywhere else.');
      }}
    >
      <Container header={<Header variant="h2">Password</Header>}>
        <SpaceBetween size="m">
          <FormField label="Current password">
            <Input
              type="password"
              value={currentPassword}
              autoComplete="current-password"
              onChange={({ detail }) => setCurrent(detail.value)}
            />
          </FormField>
          <FormField label="New password" constraintText="At least 12 characters.">
            <Input
              type="password"
              value={newPassword}
              autoComplete="new-password"
              onChange={({ detail }) => setNew(detail.value)}
            />
          </FormField>
          <Button
            formAction="submit"
            loading={busy}
            disabled={currentPassword === '' || newPassword.length < 12}
          >
            Change password
          </Button>
        </SpaceBetween>
      </Container>
    </form>
  );
}
