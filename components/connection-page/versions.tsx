'use client';

import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import { isTruthy } from '@/lib/connectors/python-values';
import { changedFields } from '@/lib/connectors/spec-diff';
import type { SaveResult } from '@/lib/services/connections/connection-dto';
import type { VersionDto, VersionsDto } from '@/lib/services/history/list-versions';
import type { restoreVersionInput } from '@/lib/services/history/restore-version';
import { useAsking, useGate } from '../access/access';
import { type Action, callAction } from '../action-result/action-result';
import { connectionHref } from '../connection-commands/connection-actions';
import { useDisableGuard } from '../connection-commands/use-disable-guard';
import { fetchJson } from '../fetch-json/fetch-json';
import { useNotifications } from '../notifications/notifications';
import { NotRead } from '../page-states/not-read';
import { waitingNotice } from '../requests/waiting-notice';
import { Time } from '../time/time';
import { VERSION_ACTIONS } from './version-actions';
import { VersionComparison } from './version-comparison';

export type RestoreVersion = Action<z.input<typeof restoreVersionInput>, SaveResult>;

const PAGE_SIZE = 20;
const FIELDS_NAMED = 4;

const HOW_TO = 'Select two to compare them, or one to compare it with the newest and to restore it.';

/** The saved versions: who, when, why and which fields; two compared, one restored. */
export function Versions({
  realm,
  connId,
  version: current,
  restoreVersion,
}: {
  realm: string;
  connId: string;
  version: number;
  restoreVersion: RestoreVersion;
}) {
  const router = useRouter();
  const gate = useGate(realm);
  const asking = useAsking(realm);
  const queryClient = useQueryClient();
  const { notify, notifyError } = useNotifications();
  const [selected, setSelected] = useState<readonly VersionDto[]>([]);
  const [compared, setCompared] = useState<readonly [VersionDto, VersionDto] | null>(null);
  const [page, setPage] = useState(1);
  const [busy, setBusy] = useState(false);
  const disabling = useDisableGuard(realm);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['realm', realm, 'versions', connId, current],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      fetchJson<VersionsDto>(`/api/realms${connectionHref(realm, connId)}/versions${pageParam}`, signal),
    getNextPageParam: (last, pages) => {
      const listed = pages.reduce((sum, { versions }) => sum + versions.length, 0);
      const oldest = last.versions.at(-1);
      return oldest && listed < last.total ? `?before=${oldest.version}` : undefined;
    },
  });
  const versions = data?.pages.flatMap((part) => part.versions) ?? [];
  const total = data?.pages.at(-1)?.total ?? 0;
  const [older, newer] = [...selected].sort((one, other) => one.version - other.version);
  const only = selected.length === 1 ? older : undefined;
  const newest = versions[0]?.version;
  const fieldsOf = ({ version }: VersionDto) => {
    const at = versions.findIndex((one) => one.version === version);
    const [mine, before] = [versions[at], versions[at + 1]];
    return mine && before ? changedFields(before.spec, mine.spec).map(({ field }) => field) : null;
  };
  const compare = () => {
    if (older && newer) setCompared([older, newer]);
    else if (older && versions[0]) setCompared([older, versions[0]]);
  };
  const restore = async () => {
    if (!only) return;
    const disables = isTruthy(versions[0]?.spec.enabled) && !isTruthy(only.spec.enabled);
    if (disables && !(await disabling.mayDisable([connId]))) return;
    setBusy(true);
    const result = await callAction(restoreVersion, { realm, connId, version: current, to: only.version });
    setBusy(false);
    if (!result.ok) {
      notifyError(result.error, `Version ${only.version}: not restored`);
      return;
    }
    if (result.data.status === 'conflict') {
      const { updatedBy, version } = result.data.current;
      notify({
        type: 'warning',
        header: `${updatedBy} saved version ${version} meanwhile.`,
        content: 'Nothing was restored. The history now shows that version: compare, then decide.',
      });
    } else if (result.data.status === 'waiting') notify(waitingNotice(realm, [connId]));
    else {
      notify({
        type: 'success',
        header: `Version ${only.version} restored.`,
        content: `It is version ${result.data.version} now; what was saved in between stays in the history.`,
      });
    }
    setSelected([]);
    setCompared(null);
    router.refresh();
    await queryClient.invalidateQueries({ queryKey: ['realm', realm] });
  };

  return (
    <SpaceBetween size="l">
      {error && (
        <Alert type="error" action={<Button onClick={() => refetch()}>Try again</Button>}>
          {error.message}
        </Alert>
      )}
      {disabling.dialog}
      {compared && <VersionComparison versions={compared} onClose={() => setCompared(null)} />}
      <Table
        wrapLines
        items={versions.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
        loading={!data && !error}
        loadingText="Reading the versions"
        trackBy="version"
        selectionType="multi"
        selectedItems={selected}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems.slice(-2))}
        isItemDisabled={({ version }) =>
          selected.length >= 2 && !selected.some((one) => one.version === version)
        }
        ariaLabels={{
          tableLabel: `Versions of ${connId}`,
          selectionGroupLabel: 'Select two versions to compare',
          allItemsSelectionLabel: () => 'Select all versions',
          itemSelectionLabel: (_, { version }) => `Select version ${version}`,
        }}
        pagination={
          versions.length > PAGE_SIZE ? (
            <Pagination
              currentPageIndex={page}
              pagesCount={Math.ceil(versions.length / PAGE_SIZE)}
              onChange={({ detail }) => setPage(detail.currentPageIndex)}
            />
          ) : undefined
        }
        header={
          <Header
            variant="h2"
            counter={data && `(${total.toLocaleString('en')})`}
            description={HOW_TO}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button disabled={!newer && (!only || only.version === newest)} onClick={compare}>
                  Compare
                </Button>
                <Button
                  disabled={!only || only.version === newest}
                  loading={busy}
                  {...gate('connection:write')}
                  onClick={() => void restore()}
                >
                  {asking('Restore')}
                </Button>
              </SpaceBetween>
            }
          >
            Versions
          </Header>
        }
        footer={
          hasNextPage && (
            <Box textAlign="center">
              <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                Load older versions ({(total - versions.length).toLocaleString('en')})
              </Button>
            </Box>
          )
        }
        empty={
          data ? (
            <Box color="text-body-secondary">
              No version is on record yet. Save a change: it is kept here.
            </Box>
          ) : (
            <NotRead what="The versions" />
          )
        }
        columnDefinitions={[
          {
            id: 'version',
            header: 'Version',
            isRowHeader: true,
            minWidth: 110,
            cell: ({ version }) => (
              <>
                {version} {version === newest && <Badge color="blue">current</Badge>}
              </>
            ),
          },
          { id: 'at', header: 'When', minWidth: 120, cell: ({ at }) => <Time at={at} /> },
          { id: 'actor', header: 'By', minWidth: 100, cell: ({ actor }) => actor },
          {
            id: 'action',
            header: 'What',
            minWidth: 130,
            cell: ({ action }) => VERSION_ACTIONS[action] ?? action,
          },
          {
            id: 'fields',
            header: 'Fields',
            minWidth: 180,
            cell: (version) => <FieldNames fields={fieldsOf(version)} />,
          },
          { id: 'note', header: 'Why', minWidth: 200, cell: ({ note }) => note ?? '–' },
        ]}
      />
    </SpaceBetween>
  );
}

function FieldNames({ fields }: { fields: readonly string[] | null }) {
  if (!fields || fields.length === 0) return '–';
  const more = fields.length - FIELDS_NAMED;
  return (
    <>
      <span className="mono">{fields.slice(0, FIELDS_NAMED).join(', ')}</span>
      {more > 0 && ` and ${more} more`}
    </>
  );
}
