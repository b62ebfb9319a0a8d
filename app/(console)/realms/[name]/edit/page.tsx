import type { Metadata } from 'next';
import { EditRealmPage } from '@/components/realms/realm-editor';
import { orNotFound } from '@/lib/actions/or-not-found';
import { orRefused } from '@/lib/actions/or-refused';
import { pathParam } from '@/lib/actions/path-param';
import { requestContext } from '@/lib/auth/request-context';
import { whoHasAccess } from '@/lib/services/people/who-has-access';
import { getRealm } from '@/lib/services/realms/get-realm';
import { listRealmTokens } from '@/lib/services/tokens/list-realm-tokens';
import { revokeTokenAction } from '../../../account/actions';
import { updateRealmAction } from '../../actions';

export const metadata: Metadata = { title: 'Edit realm' };

export default async function Page({ params }: { params: Promise<{ name: string }> }) {
  const context = await requestContext();
  const realm = await orNotFound(getRealm(context, pathParam((await params).name)));
  const { data: access } = await orRefused(whoHasAccess(context, realm.name));
  const { data: tokens } = await orRefused(listRealmTokens(context, realm.name));
  return (
    <EditRealmPage
      key={realm.version}
      realm={realm}
      {...(access && { access })}
      {...(tokens && { tokens })}
      revokeToken={revokeTokenAction}
      update={updateRealmAction}
    />
  );
}
