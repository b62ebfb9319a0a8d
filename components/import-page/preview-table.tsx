'use client';

import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import { IMPORT_STATES, type ImportPreview, type ImportRow, type ImportState } from '@/lib/listing/transfer';
import { Arrival } from '../arrival/arrival';
import { useWide } from '../connection-form/use-wide';
import { NoteInput } from '../note-input/note-input';
import { RowDetails } from './row-details';

const PAGE_SIZE = 50;

const STATES: Readonly<Record<ImportState, { label: string; type: StatusIndicatorProps.Type }>> = {
  new: { label: 'New', type: 'info' },
  changed: { label: 'Changed', type: 'warning' },
  same: { label: 'Same', type: 'success' },
  refused: { label: 'Refused', type: 'error' },
};

type Row = ImportRow & { readonly index: number };

function State({ state }: { state: ImportState }) {
  return <StatusIndicator type={STATES[state].type}>{STATES[state].label}</StatusIndicator>;
}

function Place({ connId, file, line }: ImportRow) {
  return (
    <>
      {connId === null ? (
        <Box color="text-body-secondary">not known</Box>
      ) : (
        <span className="mono">{connId}</span>
      )}
      <Box fontSize="body-s" color="text-body-secondary">
        <span className="mono">{file}</span>, line {line.toLocaleString('en')}
      </Box>
    </>
  );
}

const WIDE: readonly TableProps.ColumnDefinition<Row>[] = [
  {
    id: 'connId',
    header: 'conn_id',
    isRowHeader: true,
    width: 280,
    minWidth: 140,
    verticalAlign: 'top',
    cell: (row) => <Place {...row} />,
  },
  {
    id: 'state',
    header: 'State',
    width: 120,
    minWidth: 110,
    verticalAlign: 'top',
    cell: ({ state }) => <State state={state} />,
  },
  {
    id: 'details',
    header: 'What importing does',
    minWidth: 240,
    verticalAlign: 'top',
    cell: (row) => <RowDetails row={row} />,
  },
];

/** The same below one another. */
const NARROW: readonly TableProps.ColumnDefinition<Row>[] = [
  {
    id: 'connId',
    header: 'conn_id, and what importing does',
    isRowHeader: true,
    verticalAlign: 'top',
    cell: (row) => (
      <SpaceBetween size="xxs">
        <Place {...row} />
        <State state={row.state} />
        <RowDetails row={row} />
      </SpaceBetween>
    ),
  },
];

/** Whether there is anything to import. */
export function isImportable({ state }: ImportRow): boolean {
  return state === 'new' || state === 'changed';
}

/** The connections of the files against the store: filter by state, look at what differs, choose, import. */
export function PreviewTable({
  preview,
  others,
  chosen,
  busy,
  onChoose,
  note,
  onNote,
  asking,
  onImport,
  onCancel,
}: {
  preview: ImportPreview;
  /** Files that were not sent, being neither JSON nor YAML. */
  others: number;
  chosen: ReadonlySet<string>;
  busy: boolean;
  onChoose: (chosen: ReadonlySet<string>) => void;
  /** Why they are imported, for the history. */
  note: string;
  onNote: (note: string) => void;
  /** The words of a button that changes connections. */
  asking: (label: string) => string;
  onImport: () => void;
  onCancel: () => void;
}) {
  const { ref, wide } = useWide(640);
  const [state, setState] = useState<ImportState | 'all'>('all');
  const [text, setText] = useState('');
  const [page, setPage] = useState(1);
  const rows = preview.rows.map((row, index): Row => ({ ...row, index }));
  const importable = rows.filter(isImportable);
  const wanted = text.trim().toLowerCase();
  const shown = rows.filter(
    (row) =>
      (state === 'all' || row.state === state) &&
      `${row.connId ?? ''} ${row.file}`.toLowerCase().includes(wanted),
  );
  const pages = Math.max(1, Math.ceil(shown.length / PAGE_SIZE));
  const current = Math.min(page, pages);
  const visible = shown.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE);
  const count = (one: ImportState) => rows.filter((row) => row.state === one).length;
  const isChosen = (row: Row) => isImportable(row) && row.connId !== null && chosen.has(row.connId);
  const idsOf = (some: readonly ImportRow[]) => some.flatMap(({ connId }) => connId ?? []);

  return (
    <Arrival label="What importing would change">
      <div ref={ref}>
        <Table
          key={wide ? 'wide' : 'narrow'}
          variant="container"
          resizableColumns={wide}
          wrapLines
          trackBy="index"
          items={visible}
          totalItemsCount={shown.length}
          firstIndex={(current - 1) * PAGE_SIZE + 1}
          selectionType="multi"
          isItemDisabled={(row) => busy || !isImportable(row)}
          selectedItems={visible.filter(isChosen)}
          onSelectionChange={({ detail }) => {
            const next = new Set(chosen);
            for (const id of idsOf(visible)) next.delete(id);
            for (const id of idsOf(detail.selectedItems)) next.add(id);
            onChoose(next);
          }}
          ariaLabels={{
            tableLabel: 'Connections in the files',
            selectionGroupLabel: 'Choose connections',
            allItemsSelectionLabel: () => 'Choose all connections of this page',
            itemSelectionLabel: (_, row) => `Choose ${row.connId ?? `line ${row.line} of ${row.file}`}`,
          }}
          columnDefinitions={wide ? WIDE : NARROW}
          header={
            <Header
              counter={`(${chosen.size.toLocaleString('en')}/${importable.length.toLocaleString('en')} chosen)`}
              description={leftOutText(preview.ignored, others)}
              actions={
                <SpaceBetween direction="horizontal" size="xs" alignItems="center">
                  <NoteInput value={note} onChange={onNote} />
                  <Button disabled={busy} onClick={onCancel}>
                    Other files
                  </Button>
                  <Button
                    variant="primary"
                    loading={busy}
                    loadingText="Importing"
                    disabled={chosen.size === 0}
                    disabledReason={
                      importable.length === 0
                        ? 'There is nothing new or changed in the files.'
                        : 'Choose a connection first.'
                    }
                    onClick={onImport}
                  >
                    {chosen.size === 1
                      ? asking('Import 1 connection')
                      : asking(`Import ${chosen.size.toLocaleString('en')} connections`)}
                  </Button>
                </SpaceBetween>
              }
            >
              Preview
            </Header>
          }
          filter={
            <div className="import-bar">
              <SegmentedControl
                label="Show"
                selectedId={state}
                onChange={({ detail }) => {
                  setState(IMPORT_STATES.find((one) => one === detail.selectedId) ?? 'all');
                  setPage(1);
                }}
                options={[
                  { id: 'all', text: `All ${rows.length.toLocaleString('en')}` },
                  ...IMPORT_STATES.map((one) => ({
                    id: one,
                    text: `${STATES[one].label} ${count(one).toLocaleString('en')}`,
                    disabled: count(one) === 0,
                  })),
                ]}
              />
              <TextFilter
                filteringText={text}
                filteringPlaceholder="Find by conn_id or file"
                filteringAriaLabel="Find by conn_id or file"
                onChange={({ detail }) => {
                  setText(detail.filteringText);
                  setPage(1);
                }}
              />
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  variant="inline-link"
                  disabled={busy || chosen.size === importable.length}
                  onClick={() => onChoose(new Set(idsOf(importable)))}
                >
                  Choose all
                </Button>
                <Button
                  variant="inline-link"
                  disabled={busy || chosen.size === 0}
                  onClick={() => onChoose(new Set())}
                >
                  Choose none
                </Button>
              </SpaceBetween>
            </div>
          }
          pagination={
            pages > 1 ? (
              <Pagination
                currentPageIndex={current}
                pagesCount={pages}
                onChange={({ detail }) => setPage(detail.currentPageIndex)}
              />
            ) : undefined
          }
          empty={<Box color="text-body-secondary">No connection matches.</Box>}
        />
      </div>
    </Arrival>
  );
}

function leftOutText(ignored: readonly string[], others: number): string | undefined {
  const count = ignored.length + others;
  if (count === 0) return undefined;
  const [first] = ignored;
  const files = count === 1 ? '1 file' : `${count.toLocaleString('en')} files`;
  return `Left out, as neither JSON nor YAML: ${count === 1 && first ? first : files}`;
}
