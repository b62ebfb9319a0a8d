'use client';

import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import type { TableProps } from '@cloudscape-design/components/table';
import { LOGIN_METHOD_LABELS, type LoginMethod } from '@/lib/connectors/login-method';
import type { FilterToken } from '@/lib/listing/list-query';
import type { MethodFigures } from '@/lib/services/audit/login-summary';
import { FittingTable } from '../fitting-table/fitting-table';
import { NotRead } from '../page-states/not-read';
import { FIGURE_KEYS, FIGURES, type FigureKey, figureTokens, sumOf } from './figure-tokens';

interface FigureRow {
  readonly method: LoginMethod | null;
  readonly label: string;
  readonly values: Readonly<Record<FigureKey, number>>;
}

/** The numbers by login method and in all; each leads to the rows behind it. */
export function FiguresTable({
  figures,
  loading,
  hrefOf,
  onFollow,
}: {
  figures: readonly MethodFigures[] | undefined;
  loading: boolean;
  /** The address of the rows that these conditions leave; null when the filter cannot be narrowed. */
  hrefOf: (tokens: readonly FilterToken[]) => string | null;
  /** Goes there within the page. */
  onFollow: (href: string) => void;
}) {
  const all = figures ?? [];
  const total: FigureRow = {
    method: null,
    label: 'All methods',
    values: {
      connections: sumOf(all, 'connections'),
      withHigh: sumOf(all, 'withHigh'),
      lastFailed: sumOf(all, 'lastFailed'),
      neverTested: sumOf(all, 'neverTested'),
      plaintext: sumOf(all, 'plaintext'),
      disabled: sumOf(all, 'disabled'),
    },
  };
  const rows: FigureRow[] = all.map(({ method, ...values }) => ({
    method,
    label: LOGIN_METHOD_LABELS[method],
    values,
  }));
  const columns: TableProps.ColumnDefinition<FigureRow>[] = [
    { id: 'method', header: 'Login method', isRowHeader: true, minWidth: 150, cell: ({ label }) => label },
    ...FIGURE_KEYS.map((key) => ({
      id: key,
      header: FIGURES[key].label,
      minWidth: 84,
      cell: (row: FigureRow) => (
        <Figure row={row} figure={key} href={hrefOf(figureTokens(row.method, key))} onFollow={onFollow} />
      ),
    })),
  ];
  return (
    <FittingTable
      variant="embedded"
      contentDensity="compact"
      items={figures ? [...rows, total] : []}
      columnDefinitions={columns}
      trackBy="label"
      loading={loading}
      loadingText="Counting"
      wrapLines
      ariaLabels={{ tableLabel: 'Connections by login method' }}
      empty={<NotRead what="The figures" />}
    />
  );
}

function Figure({
  row,
  figure,
  href,
  onFollow,
}: {
  row: FigureRow;
  figure: FigureKey;
  href: string | null;
  onFollow: (href: string) => void;
}) {
  const value = row.values[figure];
  if (value === 0) return <Box color="text-status-inactive">0</Box>;
  if (href === null) return <>{value}</>;
  return (
    <Link
      href={href}
      ariaLabel={`${value}: ${row.label}, ${FIGURES[figure].label.toLowerCase()}`}
      onFollow={(event) => {
        event.preventDefault();
        onFollow(href);
      }}
    >
      {value}
    </Link>
  );
}
