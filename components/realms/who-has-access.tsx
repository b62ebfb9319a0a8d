'use client';

import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import type { AccessLine } from '@/lib/services/people/who-has-access';
import { useGate } from '../access/access';
import { AppLink } from '../app-link/app-link';
import { FittingTable } from '../fitting-table/fitting-table';

/** The people who have a role in a realm. */
export function WhoHasAccess({ realm, lines }: { realm: string; lines: readonly AccessLine[] }) {
  const mayChange = useGate(null)('people:write').disabled !== true;
  return (
    <FittingTable
      items={[...lines]}
      trackBy="id"
      wrapLines
      ariaLabels={{ tableLabel: `Who has access to ${realm}` }}
      header={
        <Header
          variant="h2"
          counter={`(${lines.length})`}
          description={
            mayChange ? (
              <>
                Roles are given on the page <AppLink href="/people">People</AppLink>.
              </>
            ) : (
              'Roles are given by an admin of the whole console.'
            )
          }
        >
          Who has access
        </Header>
      }
      empty={
        <Box color="text-body-secondary">
          Nobody was given a role yet. Roles are given on the page People.
        </Box>
      }
      columnDefinitions={[
        {
          id: 'name',
          header: 'Person',
          isRowHeader: true,
          minWidth: 180,
          cell: ({ name, email, disabled }) => (
            <>
              {name}
              {disabled && ' (disabled)'}
              <Box color="text-body-secondary" fontSize="body-s">
                {email}
              </Box>
            </>
          ),
        },
        { id: 'role', header: 'Role', minWidth: 100, cell: ({ role }) => role },
        {
          id: 'through',
          header: 'Through',
          minWidth: 160,
          cell: ({ through, fromGroup }) =>
            `${through === 'everywhere' ? 'a role in every realm' : 'a role in this realm'}${fromGroup ? ', by a group' : ''}`,
        },
      ]}
    />
  );
}
