'use client';

import './connections-table.css';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import dynamic from 'next/dynamic';
import { useCallback, useState } from 'react';
import type { ConnectionRow } from '@/lib/listing/connection-row';
import { DEFAULT_QUERY, PAGE_SIZES, SORT_KEYS } from '@/lib/listing/list-query';
import { useAsking, useGate } from '../access/access';
import { useFollow } from '../app-link/use-follow';
import type { ConnectionActions } from '../connection-commands/connection-actions';
import { useConnectionCommands } from '../connection-commands/use-connection-commands';
import { ConnectionFilter } from '../connection-filter/connection-filter';
import { useFacets } from '../connection-filter/use-facets';
import { DeferredPreferences } from '../deferred-preferences/deferred-preferences';
import { FittingTable } from '../fitting-table/fitting-table';
import { ConsolePage } from '../shell/console-page';
import { useTestRun } from '../test-run/use-test-run';
import { useBulkTest } from './bulk-test';
import { COLUMN_OPTIONS, columnDefinitions, DEFAULT_COLUMNS } from './columns';
import { ExportButton } from './export-button';
import { useListPreferences } from './list-preferences';
import { ListFailed, NoMatch, NothingYet } from './list-states';
import { QuickFilters } from './quick-filters';
import { SavedViews, type ViewActions } from './saved-views';
import { SelectionBar } from './selection-bar';
import { type InitialPage, useConnections } from './use-connections';
import { useListQuery } from './use-list-query';

// Not needed to read the list: fetched when a test is started or something is deleted.
const TestPanel = dynamic(() => import('./test-panel').then((module) => module.TestPanel), {
  loading: () => null,
});
const DeleteDialog = dynamic(
  () => import('../connection-commands/delete-dialog').then((module) => module.DeleteDialog),
  { loading: () => null },
);

/** The list of a realm's connections: filter, sort, page, select, test, change, delete. */
export function ConnectionsPage({
  realm,
  protectedRealm,
  initial,
  actions,
  viewActions,
}: {
  realm: string;
  protectedRealm: boolean;
  initial: InitialPage;
  actions: ConnectionActions;
  viewActions: ViewActions;
}) {
  const follow = useFollow();
  const gate = useGate(realm);
  const asking = useAsking(realm);
  const [urlQuery, change, sizeInUrl] = useListQuery();
  const [preferences, keepPreferences] = useListPreferences(DEFAULT_COLUMNS);
  const query = sizeInUrl ? urlQuery : { ...urlQuery, pageSize: preferences.pageSize };
  const facets = useFacets(realm);
  const toPage = useCallback((page: number) => change({ page }, true), [change]);
  const { data, error, isFetching, isPlaceholderData, refetch } = useConnections(
    realm,
    query,
    initial,
    toPage,
  );
  const [selected, setSelected] = useState<readonly ConnectionRow[]>([]);
  const [deleting, setDeleting] = useState<readonly string[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [tested, setTested] = useState<string | null>(null);
  const test = useTestRun({ realm, startTest: actions.startTest, cancelTest: actions.cancelTest });
  const bulk = useBulkTest(realm, actions);
  const commands = useConnectionCommands(realm, actions);

  const base = `/${encodeURIComponent(realm)}`;
  const selectedIds = selected.map(({ connId }) => connId);
  const seen = () => versionsOf([...selected, ...(data?.rows ?? [])]);
  const clearFilter = () => change({ tokens: [], operation: 'and' });
  const runOne = (connId: string) => {
    setTested(connId);
    void test.start({ connId });
  };
  const during = async (work: Promise<unknown>) => {
    setBusy(true);
    await work;
    setBusy(false);
  };

  const definitions = columnDefinitions({
    realm,
    skewMs: data?.skewMs ?? 0,
    jobs: data?.jobs ?? null,
    testGate: gate('connection:test'),
    isRunning: (connId) => bulk.running.has(connId) || (test.running && tested === connId),
    onTest: (row) => runOne(row.connId),
  });
  const total = data?.total;
  const filtered = query.tokens.length > 0;

  const empty = error ? (
    <ListFailed message={error.message} onRetry={() => refetch()} />
  ) : data?.totalInRealm ? (
    <NoMatch total={data.totalInRealm} onClear={clearFilter} />
  ) : (
    <NothingYet realm={realm} />
  );

  return (
    <ConsolePage
      realm={realm}
      active={`${base}/connections`}
      breadcrumbs={[{ text: 'Connections', href: `${base}/connections` }]}
      contentType="table"
      splitPanel={tested === null ? undefined : <TestPanel realm={realm} connId={tested} test={test} />}
      onSplitPanelClose={() => setTested(null)}
    >
      <FittingTable
        variant="full-page"
        stickyHeader
        stickyColumns={{ first: 0 }}
        resizableColumns
        enableKeyboardNavigation
        trackBy="id"
        items={error && !data ? [] : (data?.rows ?? [])}
        loading={!data && !error}
        loadingText="Reading connections"
        skeleton={{ totalRows: 'auto', maxAutoRows: 20 }}
        totalItemsCount={total}
        firstIndex={(query.page - 1) * query.pageSize + 1}
        columnDefinitions={definitions}
        columnDisplay={preferences.columns}
        wrapLines={preferences.wrapLines}
        selectionType="multi"
        selectedItems={selected}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
        sortingColumn={{ sortingField: query.sort }}
        sortingDescending={query.descending}
        onSortingChange={({ detail }) => {
          const sort = SORT_KEYS.find((key) => key === detail.sortingColumn.sortingField);
          if (sort) change({ sort, descending: detail.isDescending ?? false });
        }}
        ariaLabels={{
          tableLabel: `Connections of ${realm}`,
          selectionGroupLabel: 'Select connections',
          allItemsSelectionLabel: () => 'Select all connections of this page',
          itemSelectionLabel: (_, row) => `Select ${row.connId}`,
        }}
        header={
          <Header
            variant="awsui-h1-sticky"
            counter={counter(selected.length, data?.totalInRealm)}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  iconName="refresh"
                  ariaLabel="Read the list anew"
                  loading={isFetching && !isPlaceholderData && !data}
                  onClick={() => refetch()}
                />
                <SavedViews realm={realm} query={query} onChange={change} actions={viewActions} />
                <ExportButton realm={realm} query={query} total={total} />
                <Button href={`${base}/import`} onFollow={follow} {...gate('connection:write')}>
                  Import
                </Button>
                <Button
                  variant="primary"
                  href={`${base}/new`}
                  onFollow={follow}
                  {...gate('connection:write')}
                >
                  Create connection
                </Button>
              </SpaceBetween>
            }
          >
            Connections
          </Header>
        }
        filter={
          <SpaceBetween size="xs">
            <ConnectionFilter
              query={query}
              onChange={change}
              facets={facets}
              total={total}
              loading={isPlaceholderData}
            />
            {selected.length > 0 ? (
              <SelectionBar
                count={selected.length}
                busy={busy}
                test={gate('connection:test')}
                write={gate('connection:write')}
                asking={asking}
                onTest={() =>
                  selectedIds.length === 1 && selectedIds[0] !== undefined
                    ? runOne(selectedIds[0])
                    : void bulk.testAll(selectedIds)
                }
                onEnable={() => during(commands.setEnabled(selectedIds, true, seen()))}
                onDisable={() => during(commands.setEnabled(selectedIds, false, seen()))}
                onDuplicate={() => during(commands.duplicate(selectedIds))}
                onDelete={() => setDeleting(selectedIds)}
                onClear={() => setSelected([])}
              />
            ) : (
              <QuickFilters realm={realm} query={query} onChange={change} />
            )}
          </SpaceBetween>
        }
        pagination={
          <Pagination
            currentPageIndex={query.page}
            pagesCount={Math.max(1, Math.ceil((total ?? 0) / query.pageSize))}
            onChange={({ detail }) => change({ page: detail.currentPageIndex })}
          />
        }
        preferences={
          <DeferredPreferences
            title="Preferences of the list"
            preferences={{
              pageSize: query.pageSize,
              wrapLines: preferences.wrapLines,
              contentDisplay: preferences.columns,
            }}
            pageSizePreference={{
              title: 'Rows on a page',
              options: PAGE_SIZES.map((value) => ({ value, label: `${value} connections` })),
            }}
            wrapLinesPreference={{ label: 'Wrap lines', description: 'Show the whole text of every cell' }}
            contentDisplayPreference={{ title: 'Columns', options: COLUMN_OPTIONS }}
            onConfirm={({ detail }) => {
              const pageSize = detail.pageSize ?? DEFAULT_QUERY.pageSize;
              keepPreferences({
                pageSize,
                wrapLines: detail.wrapLines ?? false,
                columns: (detail.contentDisplay ?? preferences.columns).map(({ id, visible }) => ({
                  id,
                  visible,
                })),
              });
              if (sizeInUrl || query.page !== 1) change({ pageSize });
            }}
          />
        }
        empty={filtered || error || data ? empty : undefined}
      />
      {commands.dialog}
      {deleting && (
        <DeleteDialog
          realm={realm}
          protectedRealm={protectedRealm}
          connIds={deleting}
          onClose={() => setDeleting(null)}
          onDelete={async (answer) => {
            const refusal = await commands.remove(deleting, { ...answer, versions: seen() });
            if (!refusal) setSelected([]);
            return refusal;
          }}
        />
      )}
    </ConsolePage>
  );
}

/** The versions that the list shows; of the same connection the later row counts. */
function versionsOf(rows: readonly ConnectionRow[]): Record<string, number> {
  return Object.fromEntries(rows.map(({ connId, version }) => [connId, version]));
}

function counter(selected: number, total: number | undefined): string | undefined {
  if (total === undefined) return undefined;
  return selected > 0 ? `(${selected}/${total.toLocaleString('en')})` : `(${total.toLocaleString('en')})`;
}
