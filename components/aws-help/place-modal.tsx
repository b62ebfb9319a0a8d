'use client';

import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { Place } from '@/lib/services/aws-help/place';
import { AskModal } from '../ask-modal/ask-modal';
import { NoAnswer } from './no-answer';
import { PLACE_WORDS, type PlaceKind } from './place-kind';
import { useAwsAnswer } from './use-aws-answer';

const COLUMNS: TableProps.ColumnDefinition<Place>[] = [
  {
    id: 'name',
    header: 'Name',
    minWidth: 150,
    isRowHeader: true,
    cell: ({ name }) => <span className="mono">{name}</span>,
  },
  {
    id: 'status',
    header: 'Status',
    minWidth: 130,
    cell: ({ status }) => (
      <StatusIndicator type={status === 'available' ? 'success' : 'warning'}>{status}</StatusIndicator>
    ),
  },
  {
    id: 'endpoint',
    header: 'Endpoint',
    minWidth: 300,
    cell: ({ endpoint }) =>
      endpoint ? (
        <span className="mono">
          {endpoint.host}:{endpoint.port}
        </span>
      ) : (
        'none yet'
      ),
  },
  {
    id: 'database',
    header: 'Database',
    minWidth: 130,
    cell: ({ database }) => (database === null ? '–' : <span className="mono">{database}</span>),
  },
];

/** The clusters or workgroups of a realm's region, to choose one. */
export function PlaceModal({
  realm,
  region,
  kind,
  needsEndpoint,
  onChoose,
  onClose,
}: {
  realm: string;
  region: string;
  kind: PlaceKind;
  needsEndpoint: boolean;
  onChoose: (place: Place) => void;
  onClose: () => void;
}) {
  const { one, several } = PLACE_WORDS[kind];
  const { data: answer, error, isFetching, refetch } = useAwsAnswer(realm, kind, true);
  const [chosen, setChosen] = useState<Place | null>(null);
  const places = answer?.state === 'read' ? answer.places : [];
  const noAnswer = !isFetching && (error !== null || (answer !== undefined && answer.state !== 'read'));
  return (
    <AskModal
      size="large"
      header={`Choose a ${one}`}
      confirm={`Use this ${one}`}
      disabled={!chosen}
      onCancel={onClose}
      onConfirm={() => chosen && onChoose(chosen)}
    >
      {noAnswer ? (
        <NoAnswer
          answer={answer}
          error={error}
          cannot={`list ${several}`}
          instead="Type the values into the form instead."
          retry={() => void refetch()}
        />
      ) : (
        <Table
          variant="embedded"
          items={places}
          trackBy="name"
          columnDefinitions={COLUMNS}
          loading={isFetching}
          loadingText={`Asking AWS for ${several}`}
          wrapLines
          selectionType="single"
          selectedItems={chosen ? [chosen] : []}
          onSelectionChange={({ detail }) => setChosen(detail.selectedItems[0] ?? null)}
          isItemDisabled={({ endpoint }) => needsEndpoint && endpoint === null}
          onRowClick={({ detail: { item } }) => {
            if (!needsEndpoint || item.endpoint) setChosen(item);
          }}
          ariaLabels={{
            tableLabel: `The ${several} in ${region}`,
            selectionGroupLabel: `Choose a ${one}`,
            itemSelectionLabel: (_, { name }) => name,
          }}
          empty={
            <Box>
              There are no {several} in <span className="mono">{region}</span>. Type the values into the form
              instead.
            </Box>
          }
        />
      )}
    </AskModal>
  );
}
