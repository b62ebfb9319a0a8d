import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';

/** The code of an authenticator app, or a backup code instead. */
export function SecondStep({
  busy,
  onCode,
  onBack,
}: {
  busy: boolean;
  onCode: (kind: 'code' | 'backup code', code: string) => void;
  onBack: () => void;
}) {
  const [kind, setKind] = useState<'code' | 'backup code'>('code');
  const [code, setCode] = useState('');
  const app = kind === 'code';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onCode(kind, code.replaceAll(/\s/g, ''));
      }}
    >
      <SpaceBetween size="m">
        <FormField
          label={app ? 'Code' : 'Backup code'}
          description={
            app
              ? 'The six digits that your authenticator app shows for Lava Connections.'
              : 'One of the codes you were given when you turned the second step on. Each works once.'
          }
        >
          <Input
            key={kind}
            autoFocus
            value={code}
            inputMode={app ? 'numeric' : 'text'}
            autoComplete={app ? 'one-time-code' : 'off'}
            spellcheck={false}
            onChange={({ detail }) => setCode(detail.value)}
          />
        </FormField>
        <Button
          fullWidth
          variant="primary"
          formAction="submit"
          loading={busy}
          disabled={busy || code.trim() === ''}
        >
          Sign in
        </Button>
        <SpaceBetween size="xs" direction="horizontal">
          <Button
            variant="inline-link"
            formAction="none"
            onClick={() => {
              setKind(app ? 'backup code' : 'code');
              setCode('');
            }}
          >
            {app ? 'Use a backup code' : 'Use the authenticator app'}
          </Button>
          <Button variant="inline-link" formAction="none" onClick={onBack}>
            Back
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </form>
  );
}
