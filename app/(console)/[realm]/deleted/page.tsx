import type { Metadata } from 'next';
import { DeletedPage } from '@/components/deleted/deleted-page';
import { orNotFound } from '@/lib/actions/or-not-found';
import { pathParam } from '@/lib/actions/path-param';
import { requestContext } from '@/lib/auth/request-context';
import { listDeleted } from '@/lib/services/history/list-deleted';
import { restoreConnectionsAction } from '../connections/actions';

export const metadata: Metadata = { title: 'Deleted connections' };

export default async function Page({ params }: { params: Promise<{ realm: string }> }) {
  const realm = pathParam((await params).realm);
  const deleted = await orNotFound(listDeleted(await requestContext(), realm));
  return <DeletedPage realm={realm} initial={deleted} restore={restoreConnectionsAction} />;
}
