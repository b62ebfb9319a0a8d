'use client';

import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { SecretDto } from '@/lib/services/credentials/credentials-dto';
import { Time } from '../time/time';
import { useServerNow } from './countdown';
import { isOverdue } from './expiry';
import { LocalTable } from './local-table';
import { Marked } from './marked';
import { LastAsked, ReferenceState } from './reference-state';
import { UsedBy } from './used-by';

/** The secrets of Secrets Manager: whether they rotate, and when. */
export function SecretTable({
  realm,
  secrets,
  total,
  skewMs,
  loading,
  failed,
}: {
  realm: string;
  secrets: readonly SecretDto[];
  total: number;
  skewMs: number;
  loading: boolean;
  failed: boolean;
}) {
  return (
    <LocalTable
      label="Secrets"
      items={secrets}
      trackBy={(row) => row.name}
      sortBy="name"
      loading={loading}
      failed={failed}
      header={
        <Header
          variant="h2"
          counter={loading || failed ? undefined : `(${secrets.length})`}
          description={
            <>
              A rotation changes the password; lava reads the secret at each login, so it takes the new one by
              itself. No value is read. <LastAsked references={secrets} />
            </>
          }
        >
          Secrets
        </Header>
      }
      empty={
        total > 0
          ? 'None of them matches what you look for.'
          : 'No connection of this realm names a secret in `secret_id`. Once one does, its secret stands here, with its rotation.'
      }
      columns={[
        {
          id: 'name',
          header: 'Secret',
          sortingField: 'name',
          isRowHeader: true,
          minWidth: 220,
          cell: (row) => <span className="mono">{row.name}</span>,
        },
        {
          id: 'state',
          header: 'In AWS',
          sortingField: 'state',
          minWidth: 190,
          cell: (row) => <ReferenceState reference={row} />,
        },
        {
          id: 'rotation',
          header: 'Rotation',
          sortingField: 'rotationEnabled',
          minWidth: 90,
          cell: ({ rotationEnabled }) => {
            if (rotationEnabled === null) return '–';
            return rotationEnabled ? (
              <StatusIndicator type="success">On</StatusIndicator>
            ) : (
              <StatusIndicator type="stopped">Off</StatusIndicator>
            );
          },
        },
        {
          id: 'last',
          header: 'Last rotation',
          sortingField: 'lastRotatedAt',
          minWidth: 120,
          cell: (row) => <Time at={row.lastRotatedAt} />,
        },
        {
          id: 'next',
          header: 'Next rotation',
          sortingField: 'nextRotationAt',
          minWidth: 150,
          cell: (row) => <NextRotation secret={row} skewMs={skewMs} />,
        },
        {
          id: 'changed',
          header: 'Last change',
          sortingField: 'lastChangedAt',
          minWidth: 120,
          cell: (row) => <Time at={row.lastChangedAt} />,
        },
        {
          id: 'usedBy',
          header: 'Used by',
          minWidth: 150,
          cell: (row) => <UsedBy realm={realm} connIds={row.usedBy} of={row.name} />,
        },
      ]}
    />
  );
}

function NextRotation({ secret, skewMs }: { secret: SecretDto; skewMs: number }) {
  const now = useServerNow(skewMs);
  if (now === null || !isOverdue(secret, now)) return <Time at={secret.nextRotationAt} />;
  return (
    <Marked type="error" word="Overdue">
      was due <Time at={secret.nextRotationAt} />
    </Marked>
  );
}
