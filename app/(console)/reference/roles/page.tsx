import Header from '@cloudscape-design/components/header';
import type { Metadata } from 'next';
import { RolesTable } from '@/components/people/roles-table';
import { ConsolePage } from '@/components/shell/console-page';
import { allows, PERMISSIONS, type Permission, ROLES } from '@/lib/auth/permissions';
import { requestContext } from '@/lib/auth/request-context';

export const metadata: Metadata = { title: 'Roles' };

export default async function RolesPage() {
  await requestContext();
  const names = Object.keys(PERMISSIONS).filter((name): name is Permission => name in PERMISSIONS);
  return (
    <ConsolePage
      realm={null}
      active="/reference/roles"
      breadcrumbs={[{ text: 'Roles', href: '/reference/roles' }]}
      header={
        <Header
          variant="h1"
          description="A role is given in one realm or in all of them; the higher one counts. Who has no role in a realm does not see that it exists."
        >
          What each role may do
        </Header>
      }
    >
      <RolesTable
        roles={ROLES}
        rows={names.map((name) => ({
          name,
          sentence: PERMISSIONS[name].sentence,
          everywhere: 'everywhere' in PERMISSIONS[name],
          roles: ROLES.filter((role) => allows(role, name)),
        }))}
      />
    </ConsolePage>
  );
}
