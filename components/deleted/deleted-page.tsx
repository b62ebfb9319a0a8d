'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { z } from 'zod';
import { RESTORABLE_DAYS } from '@/lib/listing/restorable-days';
import type { restoreConnectionsInput } from '@/lib/services/connections/restore-connections';
import type { DeletedDto, DeletedListDto } from '@/lib/services/history/list-deleted';
import { useAsking, useGate } from '../access/access';
import { type Action, callAction } from '../action-result/action-result';
import { AppLink } from '../app-link/app-link';
import { connectionHref, named } from '../connection-commands/connection-actions';
import { fetchJson } from '../fetch-json/fetch-json';
import { FittingTable } from '../fitting-table/fitting-table';
import { useNotifications } from '../notifications/notifications';
import { waitingNotice } from '../requests/waiting-notice';
import { ConsolePage } from '../shell/console-page';
import { Time } from '../time/time';

const DeletedVersions = dynamic(() => import('./deleted-versions').then((module) => module.DeletedVersions), {
  loading: () => null,
});

type Restore = Action<
  z.input<typeof restoreConnectionsInput>,
  { readonly restored: readonly string[]; readonly waiting?: readonly string[] }
>;

/** The realm's connections that were deleted lately, to be brought back. */
export function DeletedPage({
  realm,
  initial,
  restore,
}: {
  realm: string;
  initial: DeletedListDto;
  restore: Restore;
}) {
  const queryClient = useQueryClient();
  const gate = useGate(realm);
  const asking = useAsking(realm);
  const { notify, notifyError } = useNotifications();
  const [selected, setSelected] = useState<readonly DeletedDto[]>([]);
  const [shown, setShown] = useState<DeletedDto | null>(null);
  const [busy, setBusy] = useState(false);
  const base = `/${encodeURIComponent(realm)}`;
  const { data, error, refetch } = useQuery({
    queryKey: ['realm', realm, 'deleted'],
    queryFn: ({ signal }) => fetchJson<DeletedListDto>(`/api/realms${base}/deleted`, signal),
    initialData: initial,
  });
  const { deleted, total } = data;
  const number = (value: number) => value.toLocaleString('en');
  const cut =
    total > deleted.length ? `These are the newest ${number(deleted.length)} of ${number(total)}. ` : '';
  const bringBack = async () => {
    const connIds = selected.map(({ connId }) => connId);
    setBusy(true);
    const deletedAt = Object.fromEntries(selected.map((row) => [row.connId, row.deletedAt]));
    const result = await callAction(restore, { realm, connIds, deletedAt });
    setBusy(false);
    if (!result.ok) {
      notifyError(result.error, `${named(connIds)}: not restored`);
      return;
    }
    setSelected([]);
    if (result.data.waiting) {
      notify(waitingNotice(realm, result.data.waiting));
      return;
    }
    const [only] = result.data.restored;
    notify({
      type: 'success',
      header: `${named(result.data.restored)} restored.`,
      content:
        result.data.restored.length === 1 && only !== undefined ? (
          <AppLink href={connectionHref(realm, only)} color="inverted">
            {only}
          </AppLink>
        ) : (
          'With their versions; the tests of before are gone.'
        ),
    });
    await queryClient.invalidateQueries({ queryKey: ['realm', realm] });
  };
  return (
    <ConsolePage
      realm={realm}
      active={`${base}/deleted`}
      contentType="table"
      breadcrumbs={[
        { text: 'Connections', href: `${base}/connections` },
        { text: 'Deleted', href: `${base}/deleted` },
      ]}
    >
      <SpaceBetween size="m">
        {error && (
          <Alert type="error" action={<Button onClick={() => refetch()}>Try again</Button>}>
            {error.message}
          </Alert>
        )}
        <FittingTable
          variant="full-page"
          wrapLines
          items={[...deleted]}
          trackBy="connectionId"
          selectionType="multi"
          selectedItems={selected}
          onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
          isItemDisabled={({ connId, connectionId, taken }) =>
            taken || selected.some((one) => one.connId === connId && one.connectionId !== connectionId)
          }
          ariaLabels={{
            tableLabel: `Deleted connections of ${realm}`,
            selectionGroupLabel: 'Select connections to restore',
            allItemsSelectionLabel: () => 'Select all that can be restored',
            itemSelectionLabel: (_, { connId, version }) => `Select ${connId}, version ${version}`,
          }}
          header={
            <Header
              variant="awsui-h1-sticky"
              counter={`(${number(total)})`}
              description={`${cut}Kept for ${RESTORABLE_DAYS} days. A connection comes back as it was, with its versions; its tests are lost. Of several that had the same name, only one can come back.`}
              actions={
                <Button
                  variant="primary"
                  loading={busy}
                  disabled={selected.length === 0}
                  {...gate('connection:write')}
                  onClick={() => void bringBack()}
                >
                  {asking('Restore')}
                </Button>
              }
            >
              Deleted connections
            </Header>
          }
          empty={
            <Box color="text-body-secondary">
              Nothing was deleted in the last 30 days. What you delete from the list waits here.
            </Box>
          }
          columnDefinitions={[
            {
              id: 'connId',
              header: 'Connection',
              isRowHeader: true,
              minWidth: 180,
              cell: (row) => (
                <>
                  <Button
                    variant="inline-link"
                    ariaLabel={`Versions of ${row.connId}, the last ${row.version}`}
                    onClick={() => setShown(row)}
                  >
                    <span className="mono">{row.connId}</span>
                  </Button>
                  {row.taken && (
                    <Box color="text-body-secondary" fontSize="body-s">
                      There is a connection of this name again: delete that one first.
                    </Box>
                  )}
                </>
              ),
            },
            {
              id: 'type',
              header: 'Type',
              minWidth: 110,
              cell: ({ type }) => <span className="mono">{type}</span>,
            },
            {
              id: 'host',
              header: 'Host',
              minWidth: 200,
              cell: ({ host }) => <span className="mono">{host || '–'}</span>,
            },
            { id: 'owner', header: 'Owner', minWidth: 140, cell: ({ owner }) => owner || '–' },
            {
              id: 'deletedAt',
              header: 'Deleted',
              minWidth: 130,
              cell: ({ deletedAt }) => <Time at={deletedAt} />,
            },
            {
              id: 'deletedBy',
              header: 'By',
              minWidth: 110,
              cell: ({ deletedBy, note }) => (
                <>
                  {deletedBy}
                  {note && (
                    <Box color="text-body-secondary" fontSize="body-s">
                      {note}
                    </Box>
                  )}
                </>
              ),
            },
            {
              id: 'until',
              header: 'Restorable until',
              minWidth: 140,
              cell: ({ until }) => <Time at={until} />,
            },
          ]}
        />
      </SpaceBetween>
      {shown && <DeletedVersions realm={realm} deleted={shown} onClose={() => setShown(null)} />}
    </ConsolePage>
  );
}
