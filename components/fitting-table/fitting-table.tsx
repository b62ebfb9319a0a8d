'use client';

import './fitting-table.css';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useWide } from '../connection-form/use-wide';

/** Narrower than this, columns would be cut off or scrolled to: each row's cells stand below one another instead. */
const ROOM = 560;

/** A table that also fits where there is no room for its columns. The first column names the row. */
export function FittingTable<T>({
  columnDefinitions,
  columnDisplay,
  resizableColumns = false,
  wrapLines = false,
  ...props
}: TableProps<T>) {
  const { ref, wide } = useWide(ROOM, true);
  return (
    <div ref={ref}>
      <Table
        key={wide ? 'wide' : 'narrow'}
        {...props}
        {...(wide && columnDisplay && { columnDisplay })}
        resizableColumns={wide && resizableColumns}
        wrapLines={wrapLines || !wide}
        columnDefinitions={wide ? columnDefinitions : stacked(displayed(columnDefinitions, columnDisplay))}
      />
    </div>
  );
}

/** The columns that are shown, in their order. */
function displayed<T>(
  columns: readonly TableProps.ColumnDefinition<T>[],
  display: TableProps<T>['columnDisplay'],
): readonly TableProps.ColumnDefinition<T>[] {
  if (!display) return columns;
  return display.flatMap((shown) =>
    'visible' in shown && shown.visible ? columns.filter(({ id }) => id === shown.id) : [],
  );
}

function stacked<T>([
  first,
  ...rest
]: readonly TableProps.ColumnDefinition<T>[]): TableProps.ColumnDefinition<T>[] {
  if (!first) return [];
  const { id, header, sortingField, cell } = first;
  return [
    {
      ...(id !== undefined && { id }),
      ...(sortingField !== undefined && { sortingField }),
      header,
      verticalAlign: 'top',
      cell: (row) => (
        <div className="fitting-table-row">
          <div>{cell(row)}</div>
          <dl>
            {rest.map((column) => {
              const content = column.cell(row);
              // What is not there needs no line of its own.
              return content === '–' ? null : (
                <div key={column.id}>
                  <dt>{column.header}</dt>
                  <dd>{content}</dd>
                </div>
              );
            })}
          </dl>
        </div>
      ),
    },
  ];
}
