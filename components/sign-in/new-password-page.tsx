'use client';

import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { ErrorDto } from '@/lib/services/errors';
import { type Action, callAction } from '../action-result/action-result';
import { AuthFrame } from './auth-frame';
import { authRequest } from './auth-request';

const LEAST = 12;

type Basis = { token: string; password: string };
type SetUp = { kind: 'set-up'; save: Action<Basis & { name: string; email: string }, { email: string }> };
type Set = {
  kind: 'password';
  person: { name: string; email: string };
  save: Action<Basis, { email: string }>;
};

/** Sets a password by a one-time link: for the first admin, who gives a name too, or for a person who is known. */
export function NewPasswordPage(props: { token: string } & (SetUp | Set)) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorDto | null>(null);
  const first = props.kind === 'set-up';
  const problemOf = (path: string) => error?.problems?.find((problem) => problem.path === path)?.message;
  const short = password.length < LEAST ? `Use at least ${LEAST} characters.` : '';
  const differs = again !== password ? 'The two are not the same.' : '';

  async function submit() {
    setTried(true);
    if (short || differs) return;
    setBusy(true);
    setError(null);
    const { token } = props;
    const result =
      props.kind === 'set-up'
        ? await callAction(props.save, { token, password, name, email })
        : await callAction(props.save, { token, password });
    if (!result.ok) {
      setError(result.error);
      setBusy(false);
      return;
    }
    const signedIn = await authRequest('/sign-in/email', { email: result.data.email, password });
    window.location.assign(signedIn.ok ? '/' : '/sign-in');
  }

  return (
    <AuthFrame
      title={first ? 'Set up Lava Connections' : 'Set your password'}
      description={
        props.kind === 'set-up'
          ? 'You become the first admin. Others are invited by you.'
          : `For ${props.person.name}, ${props.person.email}`
      }
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit();
        }}
      >
        <SpaceBetween size="m">
          {error && (
            <Alert type="error" header={error.message}>
              {error.hint}
            </Alert>
          )}
          {first && (
            <>
              <FormField label="Your name" errorText={problemOf('name')}>
                <Input value={name} autoComplete="name" onChange={({ detail }) => setName(detail.value)} />
              </FormField>
              <FormField
                label="E-mail address"
                description="You sign in with it. Nothing is sent there."
                errorText={problemOf('email')}
              >
                <Input
                  type="email"
                  value={email}
                  autoComplete="username"
                  onChange={({ detail }) => setEmail(detail.value)}
                />
              </FormField>
            </>
          )}
          <FormField
            label="Password"
            constraintText={`At least ${LEAST} characters. A few words are easy to remember.`}
            errorText={problemOf('password') ?? (tried && short)}
          >
            <Input
              type="password"
              value={password}
              autoComplete="new-password"
              onChange={({ detail }) => setPassword(detail.value)}
            />
          </FormField>
          <FormField label="Password again" errorText={tried && differs}>
            <Input
              type="password"
              value={again}
              autoComplete="new-password"
              onChange={({ detail }) => setAgain(detail.value)}
            />
          </FormField>
          <Button fullWidth variant="primary" formAction="submit" loading={busy}>
            {first ? 'Create the first admin' : 'Set password and sign in'}
          </Button>
        </SpaceBetween>
      </form>
    </AuthFrame>
  );
}
