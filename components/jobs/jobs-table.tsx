'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TableProps } from '@cloudscape-design/components/table';
import { type ReactNode, useState } from 'react';
import { FittingTable } from '../fitting-table/fitting-table';
import { JobsNotKnown } from './jobs-not-known';

/** Jobs, a page at a time, with what is said while they are read, where there are none, and where they are not known. */
export function JobsTable<T>({
  realm,
  jobs,
  count,
  readAt,
  error,
  refetch,
  pageSize,
  label,
  title,
  description,
  none,
  trackBy,
  columnDefinitions,
}: {
  realm: string;
  jobs: readonly T[];
  count: number;
  /** When they were read; null: they are not known; undefined: they are being read. */
  readAt: string | null | undefined;
  error: Error | null;
  refetch: () => unknown;
  pageSize: number;
  label: string;
  title: string;
  description: ReactNode;
  none: string;
  trackBy: TableProps.TrackBy<T>;
  columnDefinitions: readonly TableProps.ColumnDefinition<T>[];
}) {
  const [page, setPage] = useState(1);
  const pages = Math.max(1, Math.ceil(jobs.length / pageSize));
  const current = Math.min(page, pages);
  return (
    <SpaceBetween size="s">
      {error && (
        <Alert
          type="error"
          header="The jobs could not be read"
          action={<Button onClick={() => refetch()}>Try again</Button>}
        >
          {error.message}
        </Alert>
      )}
      <FittingTable
        items={jobs.slice((current - 1) * pageSize, current * pageSize)}
        loading={readAt === undefined && !error}
        loadingText="Reading the jobs"
        trackBy={trackBy}
        wrapLines
        cellVerticalAlign="top"
        ariaLabels={{ tableLabel: label }}
        header={
          <Header variant="h2" {...(readAt && { counter: `(${count.toLocaleString('en')})`, description })}>
            {title}
          </Header>
        }
        pagination={
          pages > 1 ? (
            <Pagination
              currentPageIndex={current}
              pagesCount={pages}
              ariaLabels={{ paginationLabel: 'Pages of jobs' }}
              onChange={({ detail }) => setPage(detail.currentPageIndex)}
            />
          ) : undefined
        }
        empty={
          error ? undefined : (
            <Box color="inherit">{readAt === null ? <JobsNotKnown realm={realm} /> : none}</Box>
          )
        }
        columnDefinitions={columnDefinitions}
      />
    </SpaceBetween>
  );
}
