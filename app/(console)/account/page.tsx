import type { Metadata } from 'next';
import { AccountPage } from '@/components/account/account-page';
import { requestContext } from '@/lib/auth/request-context';
import { getAccount } from '@/lib/services/account/get-account';
import { endOtherSessionsAction, renameAction } from './actions';

export const metadata: Metadata = { title: 'Account' };

export default async function Page() {
  return (
    <AccountPage
      account={await getAccount(await requestContext())}
      rename={renameAction}
      endOthers={endOtherSessionsAction}
    />
  );
}
