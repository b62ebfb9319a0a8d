'use client';

import Button from '@cloudscape-design/components/button';
import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import TextFilter from '@cloudscape-design/components/text-filter';
import TokenGroup from '@cloudscape-design/components/token-group';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { OneTimeLink } from '@/lib/services/people/one-time-link';
import type { GrantDto, PersonDto } from '@/lib/services/people/person-dto';
import { type Action, callAction } from '../action-result/action-result';
import { useRequestId } from '../action-result/use-request-id';
import { AppLink } from '../app-link/app-link';
import { AskModal } from '../ask-modal/ask-modal';
import { FittingTable } from '../fitting-table/fitting-table';
import { useNotifications } from '../notifications/notifications';
import { ConsolePage } from '../shell/console-page';
import { Time } from '../time/time';
import { GrantDialog } from './grant-dialog';
import { InviteDialog } from './invite-dialog';
import { LinkDialog } from './link-dialog';
import { EVERY_REALM, type PeopleActions } from './people-actions';

const STATES = {
  active: { type: 'success', text: 'Active' },
  invited: { type: 'pending', text: 'Invited' },
  disabled: { type: 'stopped', text: 'Disabled' },
} as const;

interface Link {
  readonly who: string;
  readonly link: OneTimeLink;
}

/** What is asked before it is done. */
interface Asking {
  readonly header: string;
  readonly text: string;
  readonly confirm: string;
  readonly carryOut: () => Promise<unknown>;
}

/** What a reset leaves working. */
function tokensStay(tokens: number): string {
  if (tokens === 0) return 'They have no API token that works.';
  const count = tokens === 1 ? 'Their API token goes' : `Their ${tokens} API tokens go`;
  return `${count} on working: if somebody else may hold ${tokens === 1 ? 'it' : 'one'}, disable the person instead.`;
}

/** Who may sign in, and what their roles are. */
export function PeoplePage({
  people,
  realms,
  actions,
}: {
  people: readonly PersonDto[];
  realms: readonly string[];
  actions: PeopleActions;
}) {
  const router = useRouter();
  const { notify, notifyError } = useNotifications();
  const invitationId = useRequestId();
  const resetId = useRequestId();
  const [filter, setFilter] = useState('');
  const [granting, setGranting] = useState<PersonDto | null>(null);
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<Link | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [busy, setBusy] = useState(false);
  const wanted = filter.trim().toLowerCase();
  const shown = people.filter(({ name, email }) => `${name}\n${email}`.toLowerCase().includes(wanted));

  const run = async <Input, Data>(
    action: Action<Input, Data>,
    input: Input,
    done: string,
  ): Promise<Data | null> => {
    const result = await callAction(action, input);
    if (result.ok) notify({ type: 'success', header: done });
    else notifyError(result.error, 'Nothing was changed');
    router.refresh();
    return result.ok ? result.data : null;
  };

  const reset = async ({ id, name }: PersonDto) => {
    const input = { id, requestId: resetId.of(id) };
    const made = await run(actions.reset, input, `${name} has to set up a new sign-in.`);
    if (!made) return;
    resetId.next();
    setLink({ who: name, link: made.link });
  };

  const askToRevoke = ({ name }: PersonDto, { id, role, realm }: GrantDto) => {
    const place = realm ?? 'every realm';
    setAsking({
      header: `Take the role ${role} in ${place} from ${name}?`,
      text: `What this role alone allows stops at once: in ${name}'s open sessions, and for API tokens that rest on it. Other roles stay, and this one can be given again.`,
      confirm: 'Take the role',
      carryOut: () => run(actions.revoke, { grant: id }, `${name} is no longer ${role} in ${place}.`),
    });
  };

  const onCommand = async (person: PersonDto, command: string) => {
    const { id, name, tokens } = person;
    if (command === 'grant') setGranting(person);
    else if (command === 'enable') {
      await run(actions.enable, { id }, `${name} may sign in again.`);
    } else if (command === 'disable') {
      setAsking({
        header: `Disable ${name}?`,
        text: 'Their sessions end now, and their API tokens are refused. Roles and history stay, and they can be enabled again.',
        confirm: 'Disable',
        carryOut: () => run(actions.disable, { id }, `${name} is disabled and signed out everywhere.`),
      });
    } else if (command === 'reset') {
      setAsking({
        header: `Reset the sign-in of ${name}?`,
        text: `Their password, second step, passkeys and the tie to a company account are removed, and their sessions end. You get a link to pass on, by which they choose a new password. ${tokensStay(tokens)}`,
        confirm: 'Reset the sign-in',
        carryOut: () => reset(person),
      });
    }
  };

  const onConfirm = async ({ carryOut }: Asking) => {
    setBusy(true);
    await carryOut();
    setBusy(false);
    setAsking(null);
  };

  const commandsFor = ({ state, self }: PersonDto): ButtonDropdownProps.Item[] => [
    { id: 'grant', text: 'Give a role' },
    { id: 'reset', text: 'Reset the sign-in…' },
    state === 'disabled'
      ? { id: 'enable', text: 'Enable' }
      : {
          id: 'disable',
          text: 'Disable…',
          ...(self && { disabled: true, disabledReason: 'This is you: another admin can do it.' }),
        },
  ];

  return (
    <ConsolePage
      realm={null}
      active="/people"
      breadcrumbs={[{ text: 'People', href: '/people' }]}
      header={
        <Header
          variant="h1"
          counter={`(${people.length})`}
          description={
            <>
              Who may sign in, and in which realm they may do what.{' '}
              <AppLink href="/reference/roles">What each role may do</AppLink>
            </>
          }
          actions={
            <Button variant="primary" onClick={() => setInviting(true)}>
              Invite
            </Button>
          }
        >
          People
        </Header>
      }
    >
      <FittingTable
        items={shown}
        trackBy="id"
        wrapLines
        ariaLabels={{ tableLabel: 'People' }}
        filter={
          <TextFilter
            filteringText={filter}
            filteringPlaceholder="Find a name or an address"
            filteringAriaLabel="Find a name or an address"
            countText={filter ? `${shown.length} of ${people.length}` : ''}
            onChange={({ detail }) => setFilter(detail.filteringText)}
          />
        }
        empty={
          filter
            ? 'Nobody of this name. Clear the text to see everybody.'
            : 'Nobody was invited yet. Press Invite to make a link for the first.'
        }
        columnDefinitions={[
          {
            id: 'name',
            header: 'Person',
            isRowHeader: true,
            minWidth: 200,
            cell: ({ name, email, self, unverified }) => (
              <>
                <b>{name}</b>
                {self && ' (you)'}
                <div>{email}</div>
                {unverified && <StatusIndicator type="warning">address not verified</StatusIndicator>}
              </>
            ),
          },
          {
            id: 'grants',
            header: 'Roles',
            minWidth: 240,
            cell: (person) =>
              person.grants.length === 0 ? (
                'None: sees no realm'
              ) : (
                <TokenGroup
                  items={person.grants.map(({ role, realm, fromGroup, lapsed }) => {
                    const place = realm ?? 'every realm';
                    return {
                      label: `${role} in ${place}`,
                      dismissLabel: `Take the role ${role} in ${place} from ${person.name}`,
                      ...(fromGroup && {
                        description: lapsed
                          ? 'by a group, lapsed: signs in with the company’s account to renew'
                          : 'by a group',
                        disabled: true,
                      }),
                    };
                  })}
                  onDismiss={({ detail }) => {
                    const grant = person.grants[detail.itemIndex];
                    if (grant) askToRevoke(person, grant);
                  }}
                />
              ),
          },
          {
            id: 'lastSignIn',
            header: 'Last sign-in',
            minWidth: 150,
            cell: ({ lastSignInAt }) => (lastSignInAt === null ? '–' : <Time at={lastSignInAt} />),
          },
          {
            id: 'state',
            header: 'State',
            minWidth: 150,
            cell: ({ state, password, secondFactor }) => (
              <>
                <StatusIndicator type={STATES[state].type}>{STATES[state].text}</StatusIndicator>
                {secondFactor && <div>with a second factor</div>}
                {password && !secondFactor && <div>password only</div>}
              </>
            ),
          },
          {
            id: 'actions',
            header: 'Actions',
            minWidth: 120,
            cell: (person) => (
              <ButtonDropdown
                expandToViewport
                variant="normal"
                ariaLabel={`Actions for ${person.name}`}
                items={commandsFor(person)}
                onItemClick={({ detail }) => void onCommand(person, detail.id)}
              >
                Actions
              </ButtonDropdown>
            ),
          },
        ]}
      />
      {granting && (
        <GrantDialog
          person={granting}
          realms={realms}
          onClose={() => setGranting(null)}
          onGrant={async ({ role, place }, before) => {
            const realm = place === EVERY_REALM ? null : place;
            const result = await callAction(actions.grant, { person: granting.id, realm, role, before });
            if (!result.ok) return result.error;
            notify({
              type: 'success',
              header: `${granting.name} is ${role} in ${realm ?? 'every realm'} now.`,
            });
            router.refresh();
            return null;
          }}
        />
      )}
      {inviting && (
        <InviteDialog
          realms={realms}
          onClose={() => setInviting(false)}
          onInvite={async (invitation) => {
            const result = await callAction(actions.invite, {
              ...invitation,
              requestId: invitationId.of(invitation),
            });
            if (!result.ok) return result.error;
            invitationId.next();
            setLink({ who: invitation.name, link: result.data.link });
            router.refresh();
            return null;
          }}
        />
      )}
      {asking && (
        <AskModal
          header={asking.header}
          confirm={asking.confirm}
          busy={busy}
          onCancel={() => setAsking(null)}
          onConfirm={() => void onConfirm(asking)}
        >
          {asking.text}
        </AskModal>
      )}
      {link && <LinkDialog {...link} onClose={() => setLink(null)} />}
    </ConsolePage>
  );
}
