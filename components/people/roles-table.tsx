'use client';

import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Permission, Role } from '@/lib/auth/permissions';
import { FittingTable } from '../fitting-table/fitting-table';

/** A permission and the roles that carry it. */
interface RoleRow {
  readonly name: Permission;
  readonly sentence: string;
  /** It takes the role in every realm. */
  readonly everywhere: boolean;
  readonly roles: readonly Role[];
}

/** The table of permissions as the server checks them: permissions down, roles across. */
export function RolesTable({ roles, rows }: { roles: readonly Role[]; rows: readonly RoleRow[] }) {
  return (
    <FittingTable
      items={[...rows]}
      trackBy="name"
      wrapLines
      ariaLabels={{ tableLabel: 'Permissions and the roles that carry them' }}
      columnDefinitions={[
        {
          id: 'sentence',
          header: 'Permission',
          isRowHeader: true,
          minWidth: 260,
          cell: ({ name, sentence, everywhere }) => (
            <>
              {sentence}
              <Box color="text-body-secondary" fontSize="body-s">
                <span className="mono">{name}</span>
                {everywhere && ', takes the role in every realm'}
              </Box>
            </>
          ),
        },
        ...roles.map((role) => ({
          id: role,
          header: role,
          minWidth: 100,
          cell: (row: RoleRow) =>
            row.roles.includes(role) ? (
              <StatusIndicator type="success">Yes</StatusIndicator>
            ) : (
              <StatusIndicator type="stopped">No</StatusIndicator>
            ),
        })),
      ]}
    />
  );
}
