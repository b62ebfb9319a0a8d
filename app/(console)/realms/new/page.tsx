import type { Metadata } from 'next';
import { NewRealmPage } from '@/components/realms/realm-editor';
import { requestContext } from '@/lib/auth/request-context';
import { createRealmAction, offerRealmsAction } from '../actions';

export const metadata: Metadata = { title: 'Create realm' };

export default async function Page() {
  await requestContext();
  return <NewRealmPage create={createRealmAction} offer={offerRealmsAction} />;
}
