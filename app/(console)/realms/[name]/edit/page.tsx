import type { Metadata } from 'next';
import { EditRealmPage } from '@/components/realms/realm-editor';
import { requestContext } from '@/lib/auth/request-context';
import { getRealm } from '@/lib/services/realms/get-realm';
import { updateRealmAction } from '../../actions';

export const metadata: Metadata = { title: 'Edit realm' };

export default async function Page({ params }: { params: Promise<{ name: string }> }) {
  const realm = await getRealm(await requestContext(), decodeURIComponent((await params).name));
  return <EditRealmPage key={realm.version} realm={realm} update={updateRealmAction} />;
}
