import type { Metadata } from 'next';
import { NewRealmPage } from '@/components/realms/realm-editor';
import { createRealmAction } from '../actions';

export const metadata: Metadata = { title: 'Create realm' };

export default function Page() {
  return <NewRealmPage create={createRealmAction} />;
}
