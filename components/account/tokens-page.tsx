'use client';

import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Role } from '@/lib/auth/permissions';
import type { ErrorDto } from '@/lib/services/errors';
import type { TokenDto } from '@/lib/services/tokens/token-dto';
import { type Action, callAction } from '../action-result/action-result';
import { useRequestId } from '../action-result/use-request-id';
import { FittingTable } from '../fitting-table/fitting-table';
import { ConsolePage } from '../shell/console-page';
import { Time } from '../time/time';
import { RevokeTokenModal } from '../tokens/revoke-token-modal';

interface NewToken {
  name: string;
  realm: string;
  role: Role;
  days: number;
}

const ROLES: readonly Role[] = ['viewer', 'tester', 'editor', 'admin'];
const DAYS = [7, 30, 90, 365];

/** One's own API tokens: made here, shown once, revoked here. */
export function TokensPage({
  tokens,
  realms,
  create,
  revoke,
}: {
  tokens: readonly TokenDto[];
  realms: readonly { readonly name: string; readonly role: Role | null }[];
  create: Action<
    NewToken & { readonly requestId: string },
    { readonly secret: string; readonly token: TokenDto }
  >;
  revoke: Action<{ id: string }, unknown>;
}) {
  const router = useRouter();
  const requestId = useRequestId();
  const [draft, setDraft] = useState<NewToken>({
    name: '',
    realm: realms[0]?.name ?? '',
    role: 'viewer',
    days: 30,
  });
  const [busy, setBusy] = useState(false);
  const [revoking, setRevoking] = useState<TokenDto | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [error, setError] = useState<ErrorDto | null>(null);
  const own = realms.find(({ name }) => name === draft.realm)?.role ?? null;
  const allowed = own ? ROLES.slice(0, ROLES.indexOf(own) + 1) : [];
  const problemOf = (path: string) => error?.problems?.find((problem) => problem.path === path)?.message;
  const realmOptions = realms.map(({ name }) => ({ value: name, label: name }));
  const roleOptions = allowed.map((role) => ({ value: role, label: role }));
  const dayOptions = DAYS.map((days) => ({ value: String(days), label: `${days} days` }));

  async function submit() {
    setBusy(true);
    setSecret(null);
    const result = await callAction(create, { ...draft, requestId: requestId.of(draft) });
    setBusy(false);
    setError(result.ok ? null : result.error);
    if (!result.ok) return;
    requestId.next();
    setSecret(result.data.secret);
    setDraft({ ...draft, name: '' });
    router.refresh();
  }

  async function end(id: string) {
    const result = await callAction(revoke, { id });
    setRevoking(null);
    setError(result.ok ? null : result.error);
    router.refresh();
  }

  return (
    <ConsolePage
      realm={null}
      active="/account/tokens"
      breadcrumbs={[
        { text: 'Account', href: '/account' },
        { text: 'API tokens', href: '/account/tokens' },
      ]}
      header={
        <Header
          variant="h1"
          description="For programs: each works in one realm, with a role not above yours, until it expires."
        >
          API tokens
        </Header>
      }
    >
      <SpaceBetween size="l">
        {error && (
          <Alert type="error" header={error.message}>
            {error.hint}
          </Alert>
        )}
        {secret && (
          <Alert type="success" header="The token is made. It is shown this once.">
            <CopyToClipboard
              variant="inline"
              textToCopy={secret}
              copyButtonAriaLabel="Copy the token"
              copySuccessText="Copied"
              copyErrorText="Not copied"
            />
          </Alert>
        )}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Container header={<Header variant="h2">New token</Header>}>
            <SpaceBetween size="m">
              <FormField label="Name" description="What it is for." errorText={problemOf('name')}>
                <Input
                  value={draft.name}
                  placeholder="nightly export"
                  onChange={({ detail }) => setDraft({ ...draft, name: detail.value })}
                />
              </FormField>
              <FormField label="Realm">
                <Select
                  selectedOption={realmOptions.find(({ value }) => value === draft.realm) ?? null}
                  options={realmOptions}
                  empty="You have a role in no realm."
                  onChange={({ detail }) =>
                    setDraft({ ...draft, realm: detail.selectedOption.value ?? '', role: 'viewer' })
                  }
                />
              </FormField>
              <FormField label="Role" errorText={problemOf('role')}>
                <Select
                  selectedOption={roleOptions.find(({ value }) => value === draft.role) ?? null}
                  options={roleOptions}
                  onChange={({ detail }) =>
                    setDraft({
                      ...draft,
                      role: allowed.find((role) => role === detail.selectedOption.value) ?? 'viewer',
                    })
                  }
                />
              </FormField>
              <FormField label="Expires after">
                <Select
                  selectedOption={dayOptions.find(({ value }) => value === String(draft.days)) ?? null}
                  options={dayOptions}
                  onChange={({ detail }) => setDraft({ ...draft, days: Number(detail.selectedOption.value) })}
                />
              </FormField>
              <Button
                variant="primary"
                formAction="submit"
                loading={busy}
                disabled={draft.name.trim() === '' || allowed.length === 0}
              >
                Make token
              </Button>
            </SpaceBetween>
          </Container>
        </form>
        <FittingTable
          variant="container"
          items={[...tokens]}
          trackBy="id"
          header={<Header variant="h2">Your tokens</Header>}
          empty="No tokens yet. Make the first one above."
          columnDefinitions={[
            { id: 'name', header: 'Name', cell: ({ name }) => name },
            {
              id: 'start',
              header: 'Begins with',
              cell: ({ start }) => <span className="mono">{start}…</span>,
            },
            { id: 'realm', header: 'Realm', cell: ({ realm }) => realm },
            { id: 'role', header: 'Role', cell: ({ role }) => role },
            {
              id: 'used',
              header: 'Last used',
              cell: ({ lastUsedAt }) => <Time at={lastUsedAt} empty="Never" />,
            },
            { id: 'expires', header: 'Expires', cell: ({ expiresAt }) => <Time at={expiresAt} /> },
            {
              id: 'action',
              header: 'Action',
              cell: (token) => {
                if (token.revokedAt) return <StatusIndicator type="stopped">Revoked</StatusIndicator>;
                if (token.expired) return <StatusIndicator type="stopped">Expired</StatusIndicator>;
                return (
                  <Button
                    variant="inline-link"
                    ariaLabel={`Revoke ${token.name}`}
                    onClick={() => setRevoking(token)}
                  >
                    Revoke
                  </Button>
                );
              },
            },
          ]}
        />
        {revoking && (
          <RevokeTokenModal
            token={revoking}
            onCancel={() => setRevoking(null)}
            onRevoke={() => end(revoking.id)}
          />
        )}
      </SpaceBetween>
    </ConsolePage>
  );
}
