'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeletedDto } from '@/lib/services/history/list-deleted';
import type { VersionsDto } from '@/lib/services/history/list-versions';
import { connectionHref } from '../connection-commands/connection-actions';
import { VERSION_ACTIONS } from '../connection-page/version-actions';
import { CopiedCode } from '../copied-code/copied-code';
import { fetchJson } from '../fetch-json/fetch-json';
import { FittingTable } from '../fitting-table/fitting-table';
import { Time } from '../time/time';

/** The kept versions of a connection that was deleted, and the specification of the one that is chosen. */
export function DeletedVersions({
  realm,
  deleted: { connectionId, connId, version: last },
  onClose,
}: {
  realm: string;
  deleted: DeletedDto;
  onClose: () => void;
}) {
  const [chosen, setChosen] = useState(last);
  const { data, error, refetch } = useQuery({
    queryKey: ['realm', realm, 'versions', connId, connectionId],
    queryFn: ({ signal }) =>
      fetchJson<VersionsDto>(
        `/api/realms${connectionHref(realm, connId)}/versions?deleted=${connectionId}`,
        signal,
      ),
  });
  const versions = data?.versions ?? [];
  const shown = versions.find(({ version }) => version === chosen);
  const number = (value: number) => value.toLocaleString('en');
  return (
    <Modal
      visible
      size="large"
      header={`Versions of ${connId}`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button onClick={onClose}>Close</Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {error && (
          <Alert type="error" action={<Button onClick={() => refetch()}>Try again</Button>}>
            {error.message}
          </Alert>
        )}
        {data && data.total > versions.length && (
          <Alert type="info">
            These are the newest {number(versions.length)} of {number(data.total)}.
          </Alert>
        )}
        <FittingTable
          variant="embedded"
          wrapLines
          items={[...versions]}
          loading={!data && !error}
          loadingText="Reading the versions"
          trackBy="version"
          selectionType="single"
          selectedItems={shown ? [shown] : []}
          onSelectionChange={({ detail }) => setChosen(detail.selectedItems[0]?.version ?? last)}
          ariaLabels={{
            tableLabel: `Versions of ${connId}`,
            selectionGroupLabel: 'Select the version to read',
            itemSelectionLabel: (_, { version }) => `Read version ${version}`,
          }}
          columnDefinitions={[
            {
              id: 'version',
              header: 'Version',
              isRowHeader: true,
              minWidth: 90,
              cell: ({ version }) => version,
            },
            { id: 'at', header: 'When', minWidth: 120, cell: ({ at }) => <Time at={at} /> },
            { id: 'actor', header: 'By', minWidth: 100, cell: ({ actor }) => actor },
            {
              id: 'action',
              header: 'What',
              minWidth: 120,
              cell: ({ action }) => VERSION_ACTIONS[action] ?? action,
            },
            { id: 'note', header: 'Why', minWidth: 160, cell: ({ note }) => note ?? '–' },
          ]}
        />
        {shown && (
          <CopiedCode
            label={`Specification of version ${chosen}`}
            text={JSON.stringify(shown.spec, null, 2)}
          />
        )}
      </SpaceBetween>
    </Modal>
  );
}
