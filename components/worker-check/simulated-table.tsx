'use client';

import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { SimulatedLine } from '@/lib/services/worker/worker-check';
import { FittingTable } from '../fitting-table/fitting-table';
import { roleName } from './role-name';

const VERDICTS: Readonly<
  Record<SimulatedLine['verdict'], { readonly type: StatusIndicatorProps.Type; readonly word: string }>
> = {
  allowed: { type: 'success', word: 'Allowed' },
  denied: { type: 'error', word: 'Not allowed' },
  forbidden: { type: 'error', word: 'Denied by a policy: remove that denial' },
  unknown: { type: 'warning', word: 'Not known: the specification does not tell the whole ARN' },
  'not-simulated': { type: 'warning', word: 'Not known: the policies of this role could not be simulated' },
};

const ROLE: TableProps.ColumnDefinition<SimulatedLine> = {
  id: 'role',
  header: 'Role',
  minWidth: 170,
  cell: ({ roleArn }) => <span className="mono">{roleName(roleArn)}</span>,
};

const COLUMNS: TableProps.ColumnDefinition<SimulatedLine>[] = [
  {
    id: 'action',
    header: 'Action',
    minWidth: 230,
    isRowHeader: true,
    cell: ({ action }) => <span className="mono">{action}</span>,
  },
  {
    id: 'resource',
    header: 'Resource',
    minWidth: 300,
    cell: ({ resource }) => <span className="mono">{resource}</span>,
  },
  {
    id: 'verdict',
    header: 'Simulated verdict',
    minWidth: 170,
    cell: ({ verdict }) => (
      <StatusIndicator type={VERDICTS[verdict].type}>{VERDICTS[verdict].word}</StatusIndicator>
    ),
  },
];

/** IAM's verdict on each action and ARN that a connection needs, of the worker's role and of one it assumes. */
export function SimulatedTable({ name, lines }: { name: string; lines: readonly SimulatedLine[] }) {
  return (
    <FittingTable
      variant="embedded"
      items={[...lines]}
      columnDefinitions={new Set(lines.map(({ roleArn }) => roleArn)).size > 1 ? [...COLUMNS, ROLE] : COLUMNS}
      wrapLines
      ariaLabels={{ tableLabel: `Simulated permissions of ${name}` }}
    />
  );
}
