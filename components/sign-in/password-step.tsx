import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';

/** E-mail address and password. */
export function PasswordStep({
  busy,
  disabled,
  primary,
  onSubmit,
}: {
  busy: boolean;
  disabled: boolean;
  primary: boolean;
  onSubmit: (email: string, password: string) => void;
}) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!disabled) onSubmit(email.trim(), password);
      }}
    >
      <SpaceBetween size="m">
        <FormField label="E-mail address">
          <Input
            type="email"
            inputMode="email"
            autoComplete="username webauthn"
            spellcheck={false}
            value={email}
            onChange={({ detail }) => setEmail(detail.value)}
          />
        </FormField>
        <FormField label="Password">
          <Input
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={({ detail }) => setPassword(detail.value)}
          />
        </FormField>
        <Button
          fullWidth
          variant={primary ? 'primary' : 'normal'}
          formAction="submit"
          loading={busy}
          disabled={disabled || email.trim() === '' || password === ''}
        >
          Sign in
        </Button>
      </SpaceBetween>
    </form>
  );
}
