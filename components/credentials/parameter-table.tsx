'use client';

import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import type { ParameterDto } from '@/lib/services/credentials/credentials-dto';
import { Time } from '../time/time';
import { isOtherKey } from './expiry';
import { LocalTable } from './local-table';
import { Marked } from './marked';
import { LastAsked, ReferenceState } from './reference-state';
import { UsedBy } from './used-by';

/** The SSM parameters that hold passwords: what AWS tells about them without their values. */
export function ParameterTable({
  realm,
  kmsAlias,
  parameters,
  total,
  loading,
  failed,
}: {
  realm: string;
  kmsAlias: string;
  parameters: readonly ParameterDto[];
  total: number;
  loading: boolean;
  failed: boolean;
}) {
  return (
    <LocalTable
      label="SSM parameters"
      items={parameters}
      trackBy={(row) => row.name}
      sortBy="name"
      loading={loading}
      failed={failed}
      header={
        <Header
          variant="h2"
          counter={loading || failed ? undefined : `(${parameters.length})`}
          description={
            <>
              Passwords never expire by themselves: their age and how they are kept is what counts. No value
              is read. <LastAsked references={parameters} />
            </>
          }
        >
          SSM parameters
        </Header>
      }
      empty={
        total > 0
          ? 'None of them matches what you look for.'
          : 'No connection of this realm names an SSM parameter in `password`. Once one does, its parameter stands here, with its age.'
      }
      columns={[
        {
          id: 'name',
          header: 'Parameter',
          sortingField: 'name',
          isRowHeader: true,
          minWidth: 230,
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
          id: 'changed',
          header: 'Last change',
          sortingField: 'lastChangedAt',
          minWidth: 120,
          cell: (row) => (
            <>
              <Time at={row.lastChangedAt} />
              {row.parameterVersion !== null && (
                <Box variant="small" display="block">
                  version {row.parameterVersion}
                </Box>
              )}
            </>
          ),
        },
        {
          id: 'type',
          header: 'Type',
          sortingField: 'parameterType',
          minWidth: 140,
          cell: ({ parameterType }) =>
            parameterType === null || parameterType === 'SecureString' ? (
              (parameterType ?? '–')
            ) : (
              <Marked type="error" word={parameterType}>
                stored unencrypted
              </Marked>
            ),
        },
        {
          id: 'key',
          header: 'Key',
          sortingField: 'keyId',
          minWidth: 160,
          cell: ({ keyId }) =>
            isOtherKey(keyId, kmsAlias) ? (
              <Marked type="warning" word="Another key">
                <span className="mono">{keyId}</span>, not <span className="mono">{kmsAlias}</span>
              </Marked>
            ) : (
              <span className="mono">{keyId ?? '–'}</span>
            ),
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
