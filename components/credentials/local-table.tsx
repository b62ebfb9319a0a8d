'use client';

import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Pagination from '@cloudscape-design/components/pagination';
import type { TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { FittingTable } from '../fitting-table/fitting-table';
import { NotRead } from '../page-states/not-read';

const PAGE_SIZE = 20;

/** A table whose rows are all here: sorts and pages in the browser. `empty` says what to do when there are none. */
export function LocalTable<Row>({
  items,
  columns,
  header,
  empty,
  label,
  trackBy,
  sortBy,
  loading,
  failed,
}: {
  items: readonly Row[];
  columns: readonly TableProps.ColumnDefinition<Row>[];
  header: ReactNode;
  empty: ReactNode;
  /** What the table holds, read out. */
  label: string;
  trackBy: (row: Row) => string;
  /** The column it is sorted by at first. */
  sortBy: string;
  loading: boolean;
  /** Nothing could be read: that there are no rows says nothing. */
  failed: boolean;
}) {
  const sortingColumn = columns.find((column) => column.id === sortBy);
  const {
    items: shown,
    collectionProps,
    paginationProps,
  } = useCollection(items, {
    pagination: { pageSize: PAGE_SIZE },
    sorting: sortingColumn ? { defaultState: { sortingColumn } } : {},
  });
  return (
    <FittingTable
      {...collectionProps}
      items={shown}
      columnDefinitions={columns}
      trackBy={trackBy}
      header={header}
      loading={loading}
      loadingText="Loading"
      wrapLines
      cellVerticalAlign="top"
      empty={<Box textAlign="center">{failed ? <NotRead what={label} /> : empty}</Box>}
      ariaLabels={{ tableLabel: label }}
      pagination={
        items.length > PAGE_SIZE ? (
          <Pagination {...paginationProps} ariaLabels={{ paginationLabel: `Pages of ${label}` }} />
        ) : undefined
      }
    />
  );
}
