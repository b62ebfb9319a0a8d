'use client';

import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import { describeDuration } from '@/lib/connectors/duration';
import { LOGIN_METHOD_LABELS, LOGIN_METHODS } from '@/lib/connectors/login-method';
import type { ConnectionRow, TlsKind } from '@/lib/listing/connection-row';
import { AppLink } from '../app-link/app-link';
import { Breakable } from '../breakable/breakable';
import { OutcomeIndicator } from '../test-run/outcome-indicator';
import { Time } from '../time/time';

const TLS: Readonly<Record<TlsKind, { readonly type: StatusIndicatorProps.Type; readonly word: string }>> = {
  verified: { type: 'success', word: 'Checked' },
  unverified: { type: 'info', word: 'Unchecked' },
  opportunistic: { type: 'warning', word: 'If offered' },
  off: { type: 'error', word: 'Off' },
  'not-applicable': { type: 'stopped', word: 'Unknown' },
};

/** The words for a login method, and the value itself where it is none. */
export function methodLabel(method: string): string {
  const known = LOGIN_METHODS.find((candidate) => candidate === method);
  return known ? LOGIN_METHOD_LABELS[known] : method;
}

/** What the login refers to: the parameter, the secret, both, or the cluster that issues credentials. */
export function referencesOf(row: ConnectionRow): readonly string[] {
  const named = [row.parameterName, row.secretId].filter((name) => name !== null);
  return named.length === 0 && row.clusterId !== null ? [row.clusterId] : named;
}

/** The columns of the audit. Those with a `sortingField` are sorted by the server. */
export function auditColumns(realm: string): TableProps.ColumnDefinition<ConnectionRow>[] {
  return [
    {
      id: 'connId',
      header: 'conn_id',
      sortingField: 'connId',
      isRowHeader: true,
      minWidth: 140,
      cell: (row) => (
        <>
          <AppLink
            href={`/${encodeURIComponent(realm)}/connections/${encodeURIComponent(row.connId)}`}
            fontSize="inherit"
          >
            <Breakable text={row.connId} />
          </AppLink>
          {!row.enabled && (
            <Box variant="small" display="block">
              disabled
            </Box>
          )}
        </>
      ),
    },
    {
      id: 'findings',
      header: 'Findings',
      sortingField: 'findings',
      minWidth: 140,
      cell: (row) => <Findings row={row} />,
    },
    {
      id: 'loginMethod',
      header: 'Login',
      sortingField: 'loginMethod',
      minWidth: 174,
      cell: (row) => (
        <>
          {methodLabel(row.loginMethod)}
          {referencesOf(row).map((name) => (
            <Box key={name} variant="small" display="block">
              <Breakable text={name} />
            </Box>
          ))}
          {row.durationSeconds !== null && (
            <Box variant="small" display="block">
              for {describeDuration(row.durationSeconds)}
            </Box>
          )}
        </>
      ),
    },
    {
      id: 'user',
      header: 'User',
      minWidth: 100,
      cell: (row) => (row.user === null ? '–' : <Breakable text={row.user} />),
    },
    {
      id: 'tls',
      header: 'TLS',
      sortingField: 'tls',
      minWidth: 120,
      cell: (row) => <StatusIndicator type={TLS[row.tls].type}>{TLS[row.tls].word}</StatusIndicator>,
    },
    {
      id: 'owner',
      header: 'Owner',
      sortingField: 'owner',
      minWidth: 130,
      cell: (row) => (row.owner === null ? '–' : <Breakable text={row.owner} plain />),
    },
    {
      id: 'lastTest',
      header: 'Last test',
      sortingField: 'lastTestedAt',
      minWidth: 130,
      cell: (row) => (
        <>
          <OutcomeIndicator outcome={row.lastOutcome} type={row.type} />
          {row.lastTestedAt && (
            <Box variant="small" display="block">
              <Time at={row.lastTestedAt} />
            </Box>
          )}
        </>
      ),
    },
    {
      id: 'updatedAt',
      header: 'Last change',
      sortingField: 'updatedAt',
      minWidth: 110,
      cell: (row) => (
        <>
          <Time at={row.updatedAt} />
          <Box variant="small" display="block">
            by {row.updatedBy}
          </Box>
        </>
      ),
    },
  ];
}

function Findings({ row }: { row: ConnectionRow }) {
  const counts = [
    ['high', row.highFindings],
    ['medium', row.mediumFindings],
    ['low', row.lowFindings],
  ] as const;
  if (row.findingCodes.length === 0) return <Box color="text-status-inactive">None</Box>;
  return (
    <>
      <SpaceBetween direction="horizontal" size="xxs">
        {counts
          .filter(([, count]) => count > 0)
          .map(([severity, count]) => (
            <Badge key={severity} color={`severity-${severity}`}>
              {count} {severity}
            </Badge>
          ))}
      </SpaceBetween>
      <Box variant="small" display="block">
        <Breakable text={row.findingCodes.join(', ')} />
      </Box>
    </>
  );
}
