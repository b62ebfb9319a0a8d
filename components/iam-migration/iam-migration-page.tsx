'use client';

import { useCollection } from '@cloudscape-design/collection-hooks';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import type { IamCandidate } from '@/lib/services/audit/iam-candidates';
import { AppLink } from '../app-link/app-link';
import { fetchJson, RequestError } from '../fetch-json/fetch-json';
import { FittingTable } from '../fitting-table/fitting-table';
import { NotRead } from '../page-states/not-read';
import { ConsolePage } from '../shell/console-page';
import { candidateColumns } from './candidate-columns';
import type { IamActions, IamRealm } from './iam-actions';

const IamDraftPanel = dynamic(() => import('./iam-draft-panel').then((module) => module.IamDraftPanel), {
  loading: () => null,
});

/** The connections that could use IAM instead of a stored password, each with the draft that moves it. */
export function IamMigrationPage({ realm, actions }: { realm: IamRealm; actions: IamActions }) {
  const base = `/${encodeURIComponent(realm.name)}`;
  const [shown, setShown] = useState<string | null>(null);
  const { data, error, isPending, refetch, isFetching } = useQuery({
    queryKey: ['realm', realm.name, 'iam-candidates'],
    queryFn: ({ signal }) =>
      fetchJson<{ readonly candidates: readonly IamCandidate[]; readonly total: number }>(
        `/api/realms${base}/audit/iam`,
        signal,
      ),
  });
  const columns = useMemo(() => candidateColumns(realm.name, shown !== null, setShown), [realm.name, shown]);
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount } = useCollection(
    data?.candidates ?? [],
    {
      filtering: {
        empty: data ? <Empty realm={realm.name} /> : <NotRead what="The candidates" />,
        noMatch: <Box color="inherit">No candidate matches.</Box>,
        fields: ['connId', 'user', 'host', 'owner'],
      },
      pagination: { pageSize: 50 },
      sorting: {},
    },
  );
  const rest = data ? data.total - data.candidates.length : 0;
  return (
    <ConsolePage
      realm={realm.name}
      active={`${base}/audit`}
      breadcrumbs={[
        { text: 'Login audit', href: `${base}/audit` },
        { text: 'Move to IAM', href: '' },
      ]}
      contentType="table"
      header={
        <Header
          variant="h1"
          description="Redshift connections that read a password from SSM. IAM issues temporary credentials for the same database user, with nothing to store or rotate."
          actions={
            <Button
              iconName="refresh"
              ariaLabel="Read again"
              loading={isFetching}
              onClick={() => void refetch()}
            />
          }
        >
          Move to IAM
        </Header>
      }
      onSplitPanelClose={() => setShown(null)}
      splitPanel={
        shown === null ? undefined : (
          <IamDraftPanel
            key={shown}
            realm={realm}
            connId={shown}
            actions={actions}
            onAccepted={() => setShown(null)}
          />
        )
      }
    >
      <SpaceBetween size="m">
        {error && (
          <Alert
            type="error"
            header="The candidates could not be read"
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {error.message} {error instanceof RequestError && error.error.hint}
          </Alert>
        )}
        <FittingTable<IamCandidate>
          {...collectionProps}
          items={items}
          columnDefinitions={columns}
          trackBy="connId"
          loading={isPending && !error}
          loadingText="Drafting the changes"
          wrapLines
          selectedItems={items.filter(({ connId }) => connId === shown)}
          ariaLabels={{ tableLabel: 'Connections that could use IAM' }}
          filter={
            <TextFilter
              {...filterProps}
              filteringPlaceholder="Find by conn_id, user, host or owner"
              filteringAriaLabel="Find candidates"
              countText={
                data ? `${filteredItemsCount} ${filteredItemsCount === 1 ? 'match' : 'matches'}` : ''
              }
            />
          }
          header={
            <Header
              variant="h2"
              counter={data && `(${data.total.toLocaleString('en')})`}
              description={
                rest > 0
                  ? `The first ${data?.candidates.length} are shown; ${rest} more follow as these move on.`
                  : undefined
              }
            >
              Candidates
            </Header>
          }
          pagination={
            <Pagination {...paginationProps} ariaLabels={{ paginationLabel: 'Pages of candidates' }} />
          }
        />
      </SpaceBetween>
    </ConsolePage>
  );
}

function Empty({ realm }: { realm: string }) {
  return (
    <SpaceBetween size="s">
      <Box color="inherit">No Redshift connection of this realm reads a password from SSM.</Box>
      <AppLink href={`/${encodeURIComponent(realm)}/audit`}>Back to the login audit</AppLink>
    </SpaceBetween>
  );
}
