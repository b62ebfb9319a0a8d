'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Container from '@cloudscape-design/components/container';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ConnectionRow } from '@/lib/listing/connection-row';
import { type FilterToken, type ListQuery, PAGE_SIZES, SORT_KEYS } from '@/lib/listing/list-query';
import { AppLink } from '../app-link/app-link';
import { ConnectionFilter } from '../connection-filter/connection-filter';
import { useFacets } from '../connection-filter/use-facets';
import { DeferredPreferences } from '../deferred-preferences/deferred-preferences';
import { fetchJson, RequestError } from '../fetch-json/fetch-json';
import { FittingTable } from '../fitting-table/fitting-table';
import { useNotifications } from '../notifications/notifications';
import { NotRead } from '../page-states/not-read';
import { ConsolePage } from '../shell/console-page';
import { useDisplay } from '../shell/display-provider';
import { exactTime } from '../time/time';
import { formatAuditQuery, narrowed } from './audit-query';
import { auditColumns } from './audit-table';
import { BrokenJobs, BrokenJobsNotice } from './broken-jobs';
import { CouldUseIam } from './could-use-iam';
import { figureTokens } from './figure-tokens';
import { FiguresTable } from './figures-table';
import { LoginAuditHelp } from './login-audit-help';
import { MethodChart } from './method-chart';
import { MethodNotes } from './method-notes';
import { PrintReport } from './print-report';
import { downloadHref, useAuditData } from './use-audit-data';
import { useAuditQuery } from './use-audit-query';

/** How the realm's connections log in: figures that lead to rows, the rows, and both to take away. */
export function LoginAuditPage({
  realm,
  iamCandidates,
}: {
  realm: string;
  /** Connections that could use IAM instead of their SSM password. */
  iamCandidates: number;
}) {
  const base = `/${encodeURIComponent(realm)}/audit`;
  const [query, goTo] = useAuditQuery();
  const facets = useFacets(realm);
  const { rows, figures } = useAuditData(realm, query);
  const columns = useMemo(() => auditColumns(realm), [realm]);
  const print = usePrint(realm, query);
  useLightPaper();

  const addressOf = (next: ListQuery) => {
    const written = formatAuditQuery(next);
    return written.size > 0 ? `${base}?${written}` : base;
  };
  const change = (next: Partial<ListQuery>) => goTo(addressOf({ ...query, page: 1, ...next }));
  const hrefOf = (tokens: readonly FilterToken[]) => {
    // Figures of the filter before are still shown while the new ones load: they lead nowhere.
    const next = figures.isPlaceholderData ? null : narrowed(query, tokens);
    return next && addressOf(next);
  };

  const page = rows.data;
  const error = rows.error ?? figures.error;
  const byAttention = query.sort === 'attention' && query.descending;
  const loading = rows.isPending || rows.isPlaceholderData;

  return (
    <ConsolePage
      realm={realm}
      active={base}
      breadcrumbs={[{ text: 'Login audit', href: base }]}
      contentType="table"
      help={<LoginAuditHelp />}
      header={
        <Header
          variant="h1"
          description={
            rows.dataUpdatedAt > 0
              ? `As of ${exactTime(new Date(rows.dataUpdatedAt).toISOString())}.`
              : 'Which connections log in how.'
          }
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                iconName="refresh"
                ariaLabel="Read again"
                loading={rows.isFetching || figures.isFetching}
                onClick={() => void Promise.all([rows.refetch(), figures.refetch()])}
              />
              <Button
                loading={print.preparing}
                loadingText="Preparing"
                disabled={!page || page.total === 0}
                onClick={() => void print.start()}
              >
                Print
              </Button>
              <ButtonDropdown
                items={[
                  { id: 'csv', text: 'CSV', href: downloadHref(realm, query, 'csv'), download: true },
                  { id: 'json', text: 'JSON', href: downloadHref(realm, query, 'json'), download: true },
                ]}
              >
                Download
              </ButtonDropdown>
            </SpaceBetween>
          }
        >
          Login audit
        </Header>
      }
    >
      <SpaceBetween size="l">
        {error && (
          <Alert
            type="error"
            header="The audit could not be read"
            action={
              <Button onClick={() => void Promise.all([rows.refetch(), figures.refetch()])}>Try again</Button>
            }
          >
            {error.message} {error instanceof RequestError && error.error.hint}
          </Alert>
        )}
        <ConnectionFilter
          query={query}
          onChange={change}
          facets={facets}
          total={page?.total}
          loading={loading}
        />
        <BrokenJobsNotice realm={realm} />
        {iamCandidates > 0 && <CouldUseIam realm={realm} count={iamCandidates} />}
        {figures.data && <MethodNotes figures={figures.data} hrefOf={hrefOf} onFollow={goTo} />}
        <Container
          header={
            <Header variant="h2" description="Every number leads to its rows, within the filter above.">
              Share by login method
            </Header>
          }
        >
          <Grid gridDefinition={[{ colspan: { default: 12, m: 4 } }, { colspan: { default: 12, m: 8 } }]}>
            <MethodChart
              figures={figures.data}
              loading={figures.isPending}
              onShow={
                narrowed(query, []) && !figures.isPlaceholderData
                  ? (method) => {
                      const next = narrowed(query, figureTokens(method, 'connections'));
                      if (next) change(next);
                    }
                  : undefined
              }
            />
            <FiguresTable
              figures={figures.data}
              loading={figures.isPending}
              hrefOf={hrefOf}
              onFollow={goTo}
            />
          </Grid>
        </Container>
        <FittingTable
          items={page?.rows ?? []}
          columnDefinitions={columns}
          trackBy="id"
          loading={rows.isPending}
          loadingText="Loading connections"
          wrapLines
          cellVerticalAlign="top"
          ariaLabels={{ tableLabel: 'Connections and how they log in' }}
          sortingColumn={{ sortingField: query.sort }}
          sortingDescending={query.descending}
          onSortingChange={({ detail }) => {
            const sort = SORT_KEYS.find((key) => key === detail.sortingColumn.sortingField);
            if (sort) change({ sort, descending: detail.isDescending ?? false });
          }}
          header={
            <Header
              variant="h2"
              counter={page && `(${page.total.toLocaleString('en')})`}
              description={byAttention ? 'What needs attention comes first.' : undefined}
              actions={
                !byAttention && (
                  <Button onClick={() => change({ sort: 'attention', descending: true })}>
                    Needs attention first
                  </Button>
                )
              }
            >
              Connections
            </Header>
          }
          pagination={
            <Pagination
              currentPageIndex={query.page}
              pagesCount={Math.max(1, Math.ceil((page?.total ?? 0) / query.pageSize))}
              ariaLabels={{ paginationLabel: 'Pages of connections' }}
              onChange={({ detail }) => change({ page: detail.currentPageIndex })}
            />
          }
          preferences={
            <DeferredPreferences
              title="Preferences"
              confirmLabel="Confirm"
              cancelLabel="Cancel"
              preferences={{ pageSize: query.pageSize }}
              pageSizePreference={{
                title: 'Rows on a page',
                options: PAGE_SIZES.map((value) => ({ value, label: `${value} rows` })),
              }}
              onConfirm={({ detail }) => change({ pageSize: detail.pageSize ?? query.pageSize })}
            />
          }
          empty={
            page ? (
              <EmptyRows
                realm={realm}
                inRealm={page.totalInRealm}
                matching={page.total}
                onClear={() => change({ tokens: [], operation: 'and' })}
                onFirstPage={() => change({ page: 1 })}
              />
            ) : (
              <NotRead what="The connections" />
            )
          }
        />
        <BrokenJobs realm={realm} />
      </SpaceBetween>
      {print.report && (
        <PrintReport
          realm={realm}
          query={query}
          figures={figures.data ?? []}
          {...print.report}
          onDone={print.done}
        />
      )}
    </ConsolePage>
  );
}

function EmptyRows({
  realm,
  inRealm,
  matching,
  onClear,
  onFirstPage,
}: {
  realm: string;
  inRealm: number;
  matching: number;
  onClear: () => void;
  onFirstPage: () => void;
}) {
  if (matching > 0) {
    return (
      <SpaceBetween size="s">
        <Box color="inherit">This page has no rows.</Box>
        <Button onClick={onFirstPage}>Go to the first page</Button>
      </SpaceBetween>
    );
  }
  if (inRealm > 0) {
    return (
      <SpaceBetween size="s">
        <Box color="inherit">No connection matches the filter.</Box>
        <Button onClick={onClear}>Clear the filter</Button>
      </SpaceBetween>
    );
  }
  return (
    <SpaceBetween size="s">
      <Box color="inherit">This realm has no connections yet. The audit shows them once there are any.</Box>
      <AppLink href={`/${encodeURIComponent(realm)}/new`}>Create a connection</AppLink>
    </SpaceBetween>
  );
}

interface Report {
  readonly rows: readonly ConnectionRow[];
  readonly readAt: string;
}

/** Reads every matching row for print; as a download, it is recorded. */
function usePrint(realm: string, query: ListQuery) {
  const { notifyError } = useNotifications();
  const [report, setReport] = useState<Report | null>(null);
  const [preparing, setPreparing] = useState(false);
  const start = async () => {
    setPreparing(true);
    try {
      const rows = await fetchJson<readonly ConnectionRow[]>(downloadHref(realm, query, 'json'));
      setReport({ rows, readAt: new Date().toISOString() });
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      notifyError(error.error, 'The rows for print could not be read');
    } finally {
      setPreparing(false);
    }
  };
  const done = useCallback(() => setReport(null), []);
  return { report, preparing, start, done };
}

/** Paper is light: a dark page is printed with the light colours. */
function useLightPaper() {
  const { dark } = useDisplay();
  useEffect(() => {
    if (!dark) return;
    const before = () => applyMode(Mode.Light);
    const after = () => applyMode(Mode.Dark);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, [dark]);
}
