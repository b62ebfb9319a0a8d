'use client';

import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import type { SandboxPerson } from '@/lib/auth/sandbox-people';
import { AuthFrame } from './auth-frame';
import { authRequest } from './auth-request';
import { knowsPasskeys, signInWithPasskey } from './passkey';
import { PasswordStep } from './password-step';
import { SandboxStep } from './sandbox-step';
import { SecondStep } from './second-step';

export interface SignInProps {
  /** Where to go then; a path of the console. */
  readonly next: string;
  /** What the company's sign-in is called; null: there is none. */
  readonly company: string | null;
  /** The sandbox's people; empty outside it. */
  readonly sandbox: readonly SandboxPerson[];
  /** Nobody is admin yet. */
  readonly awaitsAdmin: boolean;
  /** What went wrong at the company's sign-in. */
  readonly problem: string | null;
}

/** The server failed, perhaps after it had taken the code: that is used up then. */
const SERVER_FAILED = ['UNEXPECTED', 'UNAVAILABLE'];

/** Sign-in with a password (and a code, where the person has that), a passkey, the company's account, or in the sandbox with one click. */
export function SignInPage({ next, company, sandbox, awaitsAdmin, problem: given }: SignInProps) {
  const [step, setStep] = useState<'first' | 'second'>('first');
  const [problem, setProblem] = useState(given);
  const [busy, setBusy] = useState<string | null>(null);
  const [passkeys, setPasskeys] = useState(false);
  useEffect(() => setPasskeys(knowsPasskeys()), []);

  // A full load: nothing that was fetched for nobody, or for somebody else, stays.
  const enter = () => window.location.assign(next);

  async function attempt<Data>(
    what: string,
    send: () => ReturnType<typeof authRequest<Data>>,
  ): Promise<Data | null> {
    setBusy(what);
    setProblem(null);
    const answer = await send();
    if (answer.ok) return answer.data;
    setBusy(null);
    const failed = SERVER_FAILED.includes(answer.code);
    setProblem(
      failed
        ? `${answer.message} Start again${step === 'second' ? ', and use a new code' : ''}.`
        : answer.message,
    );
    if (failed || answer.code === 'INVALID_TWO_FACTOR_COOKIE') setStep('first');
    return null;
  }

  async function withPassword(email: string, password: string) {
    const answer = await attempt('password', () =>
      authRequest<{ twoFactorRedirect?: boolean }>('/sign-in/email', { email, password }),
    );
    if (answer?.twoFactorRedirect) {
      setBusy(null);
      setStep('second');
    } else if (answer) enter();
  }

  async function withCompany() {
    const answer = await attempt('company', () =>
      authRequest<{ url: string }>('/sign-in/social', {
        provider: 'oidc',
        callbackURL: next,
        errorCallbackURL: `/sign-in?next=${encodeURIComponent(next)}`,
      }),
    );
    if (answer) window.location.assign(answer.url);
  }

  const notice = problem && (
    <Alert type="error" header="Not signed in">
      {problem}
    </Alert>
  );
  if (step === 'second') {
    return (
      <AuthFrame title="Second step">
        <SpaceBetween size="l">
          {notice}
          <SecondStep
            busy={busy !== null}
            onCode={async (kind, code) => {
              const path = kind === 'code' ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code';
              if (await attempt('second', () => authRequest(path, { code }))) enter();
            }}
            onBack={() => {
              setProblem(null);
              setStep('first');
            }}
          />
        </SpaceBetween>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Sign in">
      <SpaceBetween size="l">
        {notice}
        {awaitsAdmin && (
          <Alert type="info" header="Nobody is admin yet">
            Open the one-time link that the start of this console printed at <strong>set up</strong>; a new
            start prints a new one. To try everything without AWS, start it with{' '}
            <span className="mono">SANDBOX=on</span>.
          </Alert>
        )}
        {sandbox.length > 0 && (
          <SandboxStep
            people={sandbox}
            busy={busy}
            onChoose={async (person) => {
              if (await attempt(person, () => authRequest('/sandbox/sign-in', { person }))) enter();
            }}
          />
        )}
        {company && (
          <Button
            fullWidth
            variant="primary"
            loading={busy === 'company'}
            disabled={busy !== null}
            onClick={withCompany}
          >
            {`Sign in with ${company}`}
          </Button>
        )}
        <PasswordStep
          busy={busy === 'password'}
          disabled={busy !== null}
          primary={!company && sandbox.length === 0}
          onSubmit={withPassword}
        />
        {passkeys && (
          <Button
            fullWidth
            iconName="key"
            loading={busy === 'passkey'}
            disabled={busy !== null}
            onClick={async () => {
              if (await attempt('passkey', signInWithPasskey)) enter();
            }}
          >
            Sign in with a passkey
          </Button>
        )}
      </SpaceBetween>
    </AuthFrame>
  );
}
