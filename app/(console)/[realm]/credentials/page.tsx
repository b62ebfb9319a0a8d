import type { Metadata } from 'next';
import { CredentialsPage } from '@/components/credentials/credentials-page';
import { orNotFound } from '@/lib/actions/or-not-found';
import { pathParam } from '@/lib/actions/path-param';
import { requestContext } from '@/lib/auth/request-context';
import { getRealm } from '@/lib/services/realms/get-realm';
import { forgetCredentialsAction, mintCredentialsAction, refreshReferencesAction } from './actions';

export const metadata: Metadata = { title: 'Credential expiry' };

export default async function Page({ params }: { params: Promise<{ realm: string }> }) {
  const realm = await orNotFound(getRealm(await requestContext(), pathParam((await params).realm)));
  return (
    <CredentialsPage
      realm={realm.name}
      kmsAlias={realm.kmsAlias}
      mint={mintCredentialsAction}
      forget={forgetCredentialsAction}
      refresh={refreshReferencesAction}
    />
  );
}
