'use client';

import type { TableProps } from '@cloudscape-design/components/table';
import type { FieldChange } from '@/lib/connectors/spec-diff';
import { FittingTable } from '../fitting-table/fitting-table';

const columns = (after: string): TableProps.ColumnDefinition<FieldChange>[] => [
  {
    id: 'field',
    header: 'Field',
    minWidth: 170,
    isRowHeader: true,
    cell: ({ field }) => <span className="mono">{field}</span>,
  },
  { id: 'before', header: 'Now', minWidth: 200, cell: ({ before }) => <Value value={before} absent="–" /> },
  {
    id: 'after',
    header: after,
    minWidth: 120,
    cell: ({ after }) => <Value value={after} absent="removed" />,
  },
];

/** The fields in which a draft differs from what is stored; `after` heads the column of what they become. */
export function FieldChanges({
  changes,
  after = 'Draft',
}: {
  changes: readonly FieldChange[];
  after?: string;
}) {
  return (
    <FittingTable
      variant="embedded"
      items={[...changes]}
      columnDefinitions={columns(after)}
      wrapLines
      ariaLabels={{ tableLabel: 'Fields that change' }}
    />
  );
}

function Value({ value, absent }: { value: unknown; absent: string }) {
  if (value === undefined) return absent;
  return <span className="mono">{typeof value === 'string' ? value : JSON.stringify(value)}</span>;
}
