import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { authRequest } from '../sign-in/auth-request';
import type { AccountReport } from './account-page';
import { QrCode } from './qr-code';

interface Enrolment {
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

/** The second step of a sign-in: on with an authenticator app, off, and new backup codes. */
export function SecondStepSection({ on, report }: { on: boolean; report: AccountReport }) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);

  async function send<Data>(path: string, body: object, then: (data: Data) => void) {
    setBusy(true);
    const answer = await authRequest<Data>(path, body);
    setBusy(false);
    if (!answer.ok) return report.failed(answer.message);
    setPassword('');
    setCode('');
    then(answer.data);
  }

  const enable = () => send<Enrolment>('/two-factor/enable', { password }, setEnrolment);
  const confirm = (given: Enrolment) =>
    send('/two-factor/verify-totp', { code: code.replaceAll(/\s/g, '') }, () => {
      setEnrolment(null);
      setCodes(given.backupCodes);
      report.done('The second step is on. Keep the backup codes below.');
    });
  const disable = () =>
    send('/two-factor/disable', { password }, () => {
      setCodes(null);
      report.done('The second step is off.');
    });
  const renew = () =>
    send<{ backupCodes: readonly string[] }>('/two-factor/generate-backup-codes', { password }, (data) => {
      setCodes(data.backupCodes);
      report.done('There are new backup codes. The old ones do not work any more.');
    });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (enrolment) void confirm(enrolment);
        else if (!on) void enable();
      }}
    >
      <Container
        header={
          <Header variant="h2" description="A code from an authenticator app, asked for after the password.">
            Second step
          </Header>
        }
      >
        <SpaceBetween size="m">
          <StatusIndicator type={on ? 'success' : 'stopped'}>{on ? 'On' : 'Off'}</StatusIndicator>
          {codes && (
            <Alert type="warning" header="Backup codes, shown this once">
              <SpaceBetween size="xs">
                <div>Each signs you in once when you have no phone. Keep them where you keep passwords.</div>
                <pre className="mono">{codes.join('\n')}</pre>
              </SpaceBetween>
            </Alert>
          )}
          {enrolment ? (
            <>
              <div>Scan this with your authenticator app, then type the code it shows.</div>
              <QrCode text={enrolment.totpURI} label="QR code for the authenticator app" />
              <Box>
                Or type this key:{' '}
                <code className="mono">{new URL(enrolment.totpURI).searchParams.get('secret')}</code>
              </Box>
              <FormField label="Code">
                <Input
                  value={code}
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  onChange={({ detail }) => setCode(detail.value)}
                />
              </FormField>
              <SpaceBetween size="xs" direction="horizontal">
                <Button variant="primary" formAction="submit" loading={busy} disabled={code.trim() === ''}>
                  Turn on
                </Button>
                <Button variant="link" formAction="none" onClick={() => setEnrolment(null)}>
                  Cancel
                </Button>
              </SpaceBetween>
            </>
          ) : (
            <>
              <FormField label="Your password">
                <Input
                  type="password"
                  value={password}
                  autoComplete="current-password"
                  onChange={({ detail }) => setPassword(detail.value)}
                />
              </FormField>
              {on ? (
                <SpaceBetween size="xs" direction="horizontal">
                  <Button formAction="none" loading={busy} disabled={password === ''} onClick={renew}>
                    New backup codes
                  </Button>
                  <Button formAction="none" loading={busy} disabled={password === ''} onClick={disable}>
                    Turn off
                  </Button>
                </SpaceBetween>
              ) : (
                <Button formAction="submit" loading={busy} disabled={password === ''}>
                  Set up the second step
                </Button>
              )}
            </>
          )}
        </SpaceBetween>
      </Container>
    </form>
  );
}
