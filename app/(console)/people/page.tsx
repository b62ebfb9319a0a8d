import type { Metadata } from 'next';
import { PageRefused } from '@/components/page-states/page-refused';
import { PeoplePage } from '@/components/people/people-page';
import { orRefused } from '@/lib/actions/or-refused';
import { requestContext } from '@/lib/auth/request-context';
import { listPeople } from '@/lib/services/people/list-people';
import { listRealms } from '@/lib/services/realms/list-realms';
import {
  disablePersonAction,
  enablePersonAction,
  grantRoleAction,
  invitePersonAction,
  resetSignInAction,
  revokeRoleAction,
} from './actions';

export const metadata: Metadata = { title: 'People' };

export default async function Page() {
  const context = await requestContext();
  const { data, refusal } = await orRefused(listPeople(context));
  if (refusal) return <PageRefused title="People" refusal={refusal} />;
  const realms = await listRealms(context);
  return (
    <PeoplePage
      people={data}
      realms={realms.map(({ name }) => name)}
      actions={{
        grant: grantRoleAction,
        revoke: revokeRoleAction,
        invite: invitePersonAction,
        disable: disablePersonAction,
        enable: enablePersonAction,
        reset: resetSignInAction,
      }}
    />
  );
}
