'use client';

import Badge from '@cloudscape-design/components/badge';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import { LOGIN_METHODS, type LoginMethod } from '@/lib/connectors/login-method';
import { untestableReason } from '@/lib/connectors/testable';
import { wakesCompute } from '@/lib/connectors/wakes-compute';
import type { ConnectionRow, JobCount } from '@/lib/listing/connection-row';
import type { SortKey } from '@/lib/listing/list-query';
import type { Gate } from '../access/access';
import { AppLink } from '../app-link/app-link';
import { connectionHref } from '../connection-commands/connection-actions';
import { TLS_LABELS } from '../connection-filter/filter-labels';
import { Countdown, ShortCountdown } from '../credentials/countdown';
import { TestButton } from '../test-run/test-button';
import { WAKES_COMPUTE } from '../test-run/wake-note';
import { Time } from '../time/time';
import { FindingCounts } from './finding-counts';
import { JobsCell } from './jobs-cell';
import { LastTest } from './last-test';
import { LavaCell } from './lava-cell';
import type { ListPreferences } from './list-preferences';

interface Column {
  readonly id: string;
  readonly label: string;
  readonly visible: boolean;
  readonly sort?: SortKey;
  readonly width: number;
  readonly cell: (row: ConnectionRow, context: ColumnContext) => React.ReactNode;
}

interface ColumnContext {
  readonly realm: string;
  /** How far the server's clock is ahead of the reader's, in ms. */
  readonly skewMs: number;
  /** The jobs of the rows that have any; null: not known. */
  readonly jobs: readonly JobCount[] | null;
  /** Whether the reader may test. */
  readonly testGate: Gate;
  readonly isRunning: (connId: string) => boolean;
  readonly onTest: (row: ConnectionRow) => void;
}

function mono(value: string | null): React.ReactNode {
  return value === null ? '–' : <span className="mono">{value}</span>;
}

/** The login methods in a word or two. */
const METHODS: Readonly<Record<LoginMethod, string>> = {
  iam: 'IAM',
  'rds-token': 'RDS token',
  ssm: 'SSM parameter',
  secret: 'Secret',
  mixed: 'SSM and secret',
  other: 'No database',
  none: 'Nothing workable',
};

function methodLabel(method: string): string {
  const known = LOGIN_METHODS.find((candidate) => candidate === method);
  return known ? METHODS[known] : method;
}

const COLUMNS: readonly Column[] = [
  {
    id: 'connId',
    label: 'Connection',
    visible: true,
    sort: 'connId',
    width: 227,
    cell: (row, { realm }) => (
      <span className="conn-cell">
        <AppLink href={connectionHref(realm, row.connId)}>
          <span className="mono">{row.connId}</span>
        </AppLink>
        {!row.enabled && <Badge>Disabled</Badge>}
      </span>
    ),
  },
  {
    id: 'test',
    label: 'Test',
    visible: true,
    width: 70,
    cell: (row, { onTest, isRunning, testGate }) => {
      const reason = untestableReason(row.type) ?? testGate.disabledReason;
      return (
        <span title={reason === undefined && wakesCompute(row) ? WAKES_COMPUTE : undefined}>
          <TestButton
            variant="inline-icon"
            iconName="caret-right-filled"
            ariaLabel={`Test ${row.connId}`}
            disabled={reason !== undefined || isRunning(row.connId)}
            {...(reason !== undefined && { disabledReason: reason })}
            onClick={() => onTest(row)}
          />
        </span>
      );
    },
  },
  {
    id: 'outcome',
    label: 'Last test',
    visible: true,
    sort: 'lastTestedAt',
    width: 208,
    cell: (row, { isRunning }) => <LastTest row={row} running={isRunning(row.connId)} />,
  },
  {
    id: 'loginMethod',
    label: 'Logs in by',
    visible: true,
    sort: 'loginMethod',
    width: 148,
    // How long temporary credentials still last is part of how a connection logs in: no column has room for it alone.
    cell: (row, { skewMs }) => (
      <>
        {methodLabel(row.loginMethod)}
        {row.credentialExpiresAt !== null && (
          <div>
            <ShortCountdown expiresAt={row.credentialExpiresAt} skewMs={skewMs} />
          </div>
        )}
      </>
    ),
  },
  {
    id: 'findings',
    label: 'Findings',
    visible: true,
    sort: 'findings',
    width: 125,
    cell: (row, { realm }) =>
      row.findingCodes.length === 0 ? '–' : <FindingCounts row={row} realm={realm} />,
  },
  {
    id: 'jobs',
    label: 'Jobs',
    visible: true,
    sort: 'jobs',
    width: 136,
    cell: ({ connId }, { realm, jobs }) => <JobsCell realm={realm} connId={connId} jobs={jobs} />,
  },
  {
    id: 'lava',
    label: 'lava’s table',
    visible: true,
    width: 142,
    cell: ({ connId, lavaState }, { realm }) =>
      lavaState === null ? '–' : <LavaCell realm={realm} connId={connId} state={lavaState} />,
  },
  {
    id: 'expiry',
    label: 'Credentials',
    visible: false,
    sort: 'expiresAt',
    width: 180,
    cell: (row, { skewMs }) =>
      row.credentialExpiresAt === null ? (
        '–'
      ) : (
        <Countdown expiresAt={row.credentialExpiresAt} skewMs={skewMs} />
      ),
  },
  { id: 'host', label: 'Host', visible: false, sort: 'host', width: 260, cell: (row) => mono(hostText(row)) },
  { id: 'database', label: 'Database', visible: false, width: 130, cell: (row) => mono(row.database) },
  { id: 'user', label: 'User', visible: false, width: 130, cell: (row) => mono(row.user) },
  { id: 'owner', label: 'Owner', visible: false, sort: 'owner', width: 220, cell: (row) => row.owner ?? '–' },
  {
    id: 'enabled',
    label: 'Enabled',
    visible: false,
    sort: 'enabled',
    width: 120,
    cell: (row) => (
      <StatusIndicator type={row.enabled ? 'success' : 'stopped'}>
        {row.enabled ? 'Enabled' : 'Disabled'}
      </StatusIndicator>
    ),
  },
  { id: 'tls', label: 'TLS', visible: false, sort: 'tls', width: 220, cell: (row) => TLS_LABELS[row.tls] },
  { id: 'type', label: 'Type', visible: false, sort: 'type', width: 150, cell: (row) => mono(row.type) },
  {
    id: 'reference',
    label: 'Parameter or secret',
    visible: false,
    width: 260,
    cell: (row) => mono([row.parameterName, row.secretId].filter(Boolean).join(', ') || null),
  },
  { id: 'clusterId', label: 'Cluster', visible: false, width: 160, cell: (row) => mono(row.clusterId) },
  {
    id: 'duration',
    label: 'Credential duration',
    visible: false,
    width: 160,
    cell: (row) => (row.durationSeconds === null ? '–' : `${Math.round(row.durationSeconds / 60)} min`),
  },
  {
    id: 'description',
    label: 'Description',
    visible: false,
    width: 260,
    cell: (row) => row.description ?? '–',
  },
  {
    id: 'updatedAt',
    label: 'Last change',
    visible: false,
    sort: 'updatedAt',
    width: 170,
    cell: (row) => (
      <>
        <Time at={row.updatedAt} /> by {row.updatedBy}
      </>
    ),
  },
];

function hostText({ host, port }: ConnectionRow): string | null {
  if (host === null) return null;
  return port === null ? host : `${host}:${port}`;
}

/** The columns as the reader finds them the first time. */
export const DEFAULT_COLUMNS: ListPreferences['columns'] = COLUMNS.map(({ id, visible }) => ({
  id,
  visible,
}));

/** The columns' names, for the preferences. */
export const COLUMN_OPTIONS = COLUMNS.map(({ id, label }) => ({ id, label, alwaysVisible: id === 'connId' }));

/** The columns as the table takes them; `sortingField` is the key of the list's query. */
export function columnDefinitions(context: ColumnContext): TableProps.ColumnDefinition<ConnectionRow>[] {
  return COLUMNS.map(({ id, label, sort, width, cell }) => ({
    id,
    header: label,
    width,
    minWidth: 70,
    isRowHeader: id === 'connId',
    hasDynamicContent: id === 'expiry' || id === 'outcome',
    ...(sort && { sortingField: sort }),
    cell: (row: ConnectionRow) => cell(row, context),
  }));
}
