'use client';

import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Cards from '@cloudscape-design/components/cards';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { RealmDto } from '@/lib/services/realms/realm-dto';
import { useGate } from '../access/access';
import { AppLink } from '../app-link/app-link';
import { useFollow } from '../app-link/use-follow';
import { everyMinutesWords } from '../time/every-minutes-words';

/** The realms, each with what identifies it and what can be done with it. */
export function RealmCards({
  realms,
  checking,
  onCheck,
  onDelete,
}: {
  realms: readonly RealmDto[];
  /** The name of the realm that is being checked. */
  checking: string | null;
  onCheck: (realm: RealmDto) => void;
  onDelete: (realm: RealmDto) => void;
}) {
  const follow = useFollow();
  const create = useGate(null)('realm:create');
  const hrefOf = (realm: RealmDto) => `/${encodeURIComponent(realm.name)}/connections`;
  return (
    <Cards
      items={realms}
      trackBy="name"
      ariaLabels={{
        itemSelectionLabel: (_selection, realm) => realm.name,
        selectionGroupLabel: 'Realms',
        cardsLabel: 'Realms',
      }}
      cardsPerRow={[{ cards: 1 }, { minWidth: 700, cards: 2 }]}
      cardDefinition={{
        header: (realm) => (
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <AppLink href={hrefOf(realm)} fontSize="heading-m">
              {realm.name}
            </AppLink>
            {realm.protected && <Badge color="blue">Protected</Badge>}
            {realm.fourEyes && <Badge color="blue">Four eyes</Badge>}
          </SpaceBetween>
        ),
        sections: [
          { id: 'description', content: (realm) => realm.description || <Muted>No description</Muted> },
          {
            id: 'connections',
            header: 'Connections',
            width: 50,
            content: (realm) => (
              <AppLink href={hrefOf(realm)} ariaLabel={`${realm.connections} connections of ${realm.name}`}>
                {realm.connections}
              </AppLink>
            ),
          },
          {
            id: 'duration',
            header: 'Credentials last by default',
            width: 50,
            content: (realm) => <span className="mono">{realm.passwordDuration}</span>,
          },
          {
            id: 'account',
            header: 'AWS account',
            width: 50,
            content: (realm) => <span className="mono">{realm.account}</span>,
          },
          {
            id: 'region',
            header: 'Region',
            width: 50,
            content: (realm) => <span className="mono">{realm.region}</span>,
          },
          {
            id: 'role',
            header: 'Role the console assumes',
            content: (realm) =>
              realm.roleArn ? (
                <span className="mono">{realm.roleArn}</span>
              ) : (
                <Muted>None: the console's own credentials</Muted>
              ),
          },
          {
            id: 'kms',
            header: 'KMS alias',
            content: (realm) => <span className="mono">{realm.kmsAlias}</span>,
          },
          {
            id: 'lava',
            header: 'lava’s table',
            content: (realm) =>
              realm.connectionsTable === null ? (
                <Muted>Not joined to a running lava</Muted>
              ) : (
                <SpaceBetween direction="horizontal" size="xs">
                  <AppLink href={`/${encodeURIComponent(realm.name)}/lava`}>
                    <span className="mono">{realm.connectionsTable}</span>
                  </AppLink>
                  {realm.readOnly && <Badge>Read-only</Badge>}
                  {realm.pullEveryMinutes !== null && (
                    <Muted>{`pulled ${everyMinutesWords(realm.pullEveryMinutes)}`}</Muted>
                  )}
                </SpaceBetween>
              ),
          },
          {
            id: 'actions',
            content: (realm) => (
              <RealmButtons
                realm={realm}
                checking={checking === realm.name}
                onCheck={onCheck}
                onDelete={onDelete}
              />
            ),
          },
        ],
      }}
      empty={
        <SpaceBetween size="s">
          <Box variant="h3" color="inherit">
            Begin with a realm
          </Box>
          <Box variant="p" color="inherit">
            A realm is one installation of lava: an AWS account, a region, and the settings of its workers,
            such as <span className="mono">dev</span> and <span className="mono">prod</span>. Every connection
            belongs to a realm, and the name is the one lava knows it by.
          </Box>
          <Button variant="primary" href="/realms/new" onFollow={follow} {...create}>
            Create a realm
          </Button>
        </SpaceBetween>
      }
    />
  );
}

function RealmButtons({
  realm,
  checking,
  onCheck,
  onDelete,
}: {
  realm: RealmDto;
  checking: boolean;
  onCheck: (realm: RealmDto) => void;
  onDelete: (realm: RealmDto) => void;
}) {
  const follow = useFollow();
  const gate = useGate(realm.name);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button
        ariaLabel={`Check ${realm.name}`}
        loading={checking}
        loadingText="Checking"
        {...gate('connection:test')}
        onClick={() => onCheck(realm)}
      >
        Check
      </Button>
      <Button
        ariaLabel={`Edit ${realm.name}`}
        href={`/realms/${encodeURIComponent(realm.name)}/edit`}
        onFollow={follow}
        {...gate('realm:write')}
      >
        Edit
      </Button>
      <Button
        ariaLabel={`Delete ${realm.name}`}
        disabled={realm.connections > 0}
        disabledReason="Delete its connections first."
        {...gate('realm:write')}
        onClick={() => onDelete(realm)}
      >
        Delete
      </Button>
    </SpaceBetween>
  );
}

function Muted({ children }: { children: string }) {
  return <Box color="text-status-inactive">{children}</Box>;
}
