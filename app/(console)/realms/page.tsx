import type { Metadata } from 'next';
import { RealmsPage } from '@/components/realms/realms-page';
import { requestContext } from '@/lib/auth/request-context';
import { hostPolicyNotice } from '@/lib/services/realms/host-policy-notice';
import { isSandbox } from '@/lib/services/realms/is-sandbox';
import { listRealms } from '@/lib/services/realms/list-realms';
import { checkRealmAction, deleteRealmAction } from './actions';

export const metadata: Metadata = { title: 'Realms' };

export default async function Page() {
  return (
    <RealmsPage
      realms={await listRealms(await requestContext())}
      sandbox={isSandbox()}
      hosts={hostPolicyNotice()}
      check={checkRealmAction}
      remove={deleteRealmAction}
    />
  );
}
