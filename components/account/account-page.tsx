'use client';

import Alert from '@cloudscape-design/components/alert';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { AccountDto } from '@/lib/services/account/get-account';
import type { Action } from '../action-result/action-result';
import { AppLink } from '../app-link/app-link';
import { ConsolePage } from '../shell/console-page';
import { NameSection } from './name-section';
import { PasskeysSection } from './passkeys-section';
import { PasswordSection } from './password-section';
import { SecondStepSection } from './second-step-section';
import { SessionsSection } from './sessions-section';

/** How a section tells the page what came of it. */
export interface AccountReport {
  readonly done: (message: string) => void;
  readonly failed: (message: string) => void;
}

/** One's own name, means of signing in, and sessions. */
export function AccountPage({
  account,
  rename,
  endOthers,
}: {
  account: AccountDto;
  rename: Action<{ name: string }, { readonly name: string }>;
  endOthers: Action<Record<string, never>, { readonly ended: number }>;
}) {
  const router = useRouter();
  const [said, setSaid] = useState<{ type: 'success' | 'error'; text: string } | null>(null);
  const report: AccountReport = {
    done: (text) => {
      setSaid({ type: 'success', text });
      router.refresh();
    },
    failed: (text) => setSaid({ type: 'error', text }),
  };
  return (
    <ConsolePage
      realm={null}
      active="/account"
      breadcrumbs={[{ text: 'Account', href: '/account' }]}
      contentType="form"
      header={
        <Header
          variant="h1"
          description={account.email}
          actions={<AppLink href="/account/tokens">API tokens</AppLink>}
        >
          Account
        </Header>
      }
    >
      <SpaceBetween size="l">
        {said && (
          <Alert type={said.type} dismissible dismissAriaLabel="Close" onDismiss={() => setSaid(null)}>
            <span role="status">{said.text}</span>
          </Alert>
        )}
        <NameSection name={account.name} rename={rename} report={report} />
        {account.hasPassword ? (
          <>
            <PasswordSection report={report} />
            <SecondStepSection on={account.totp} report={report} />
          </>
        ) : (
          <Alert type="info">
            You have no password here: you sign in another way, which also decides on a second step.
          </Alert>
        )}
        <PasskeysSection passkeys={account.passkeys} report={report} />
        <SessionsSection sessions={account.sessions} endOthers={endOthers} report={report} />
      </SpaceBetween>
    </ConsolePage>
  );
}
