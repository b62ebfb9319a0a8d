import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { RealmTokenDto } from '@/lib/services/tokens/list-realm-tokens';
import { type Action, callAction } from '../action-result/action-result';
import { FittingTable } from '../fitting-table/fitting-table';
import { useNotifications } from '../notifications/notifications';
import { Time } from '../time/time';
import { RevokeTokenModal } from '../tokens/revoke-token-modal';

/** The API tokens that work in a realm, whosever they are. */
export function RealmTokens({
  realm,
  tokens,
  revoke,
}: {
  realm: string;
  tokens: readonly RealmTokenDto[];
  revoke: Action<{ id: string }, unknown>;
}) {
  const router = useRouter();
  const { notify, notifyError } = useNotifications();
  const [asking, setAsking] = useState<RealmTokenDto | null>(null);
  return (
    <>
      <FittingTable
        items={[...tokens]}
        trackBy="id"
        wrapLines
        ariaLabels={{ tableLabel: `API tokens of ${realm}` }}
        header={
          <Header
            variant="h2"
            counter={`(${tokens.length})`}
            description="Of everybody. Each has its role, or its owner's where that is less."
          >
            API tokens
          </Header>
        }
        empty={<Box color="text-body-secondary">No token works in this realm.</Box>}
        columnDefinitions={[
          {
            id: 'name',
            header: 'Token',
            isRowHeader: true,
            minWidth: 160,
            cell: ({ name, start }) => (
              <>
                {name}
                <Box color="text-body-secondary" fontSize="body-s">
                  <span className="mono">{start}…</span>
                </Box>
              </>
            ),
          },
          {
            id: 'owner',
            header: 'Owner',
            minWidth: 180,
            cell: ({ owner }) => (
              <>
                {owner.name}
                <Box color="text-body-secondary" fontSize="body-s">
                  {owner.email}
                </Box>
              </>
            ),
          },
          { id: 'role', header: 'Role', minWidth: 80, cell: ({ role }) => role },
          {
            id: 'used',
            header: 'Last used',
            minWidth: 120,
            cell: ({ lastUsedAt }) => <Time at={lastUsedAt} empty="Never" />,
          },
          {
            id: 'expires',
            header: 'Expires',
            minWidth: 120,
            cell: ({ expiresAt }) => <Time at={expiresAt} />,
          },
          {
            id: 'action',
            header: 'Action',
            minWidth: 90,
            cell: (token) => (
              <Button
                variant="inline-link"
                ariaLabel={`Revoke ${token.name} of ${token.owner.name}`}
                onClick={() => setAsking(token)}
              >
                Revoke
              </Button>
            ),
          },
        ]}
      />
      {asking && (
        <RevokeTokenModal
          token={asking}
          whose={asking.owner.name}
          onCancel={() => setAsking(null)}
          onRevoke={async () => {
            const result = await callAction(revoke, { id: asking.id });
            if (result.ok) notify({ type: 'success', header: `The token ${asking.name} is revoked.` });
            else notifyError(result.error, 'Nothing was changed');
            setAsking(null);
            router.refresh();
          }}
        />
      )}
    </>
  );
}
