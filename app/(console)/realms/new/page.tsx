import type { Metadata } from 'next';
import { NewRealmPage } from '@/components/realms/realm-editor';
import { createRealmAction, offerRealmsAction } from '../actions';

export const metadata: Metadata = { title: 'Create realm' };

export default function Page() {
  return <NewRealmPage create={createRealmAction} offer={offerRealmsAction} />;
}
