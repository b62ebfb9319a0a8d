import type { Metadata } from 'next';
import { ActivityPage } from '@/components/activity/activity-page';
import { orNotFound } from '@/lib/actions/or-not-found';
import { pathParam } from '@/lib/actions/path-param';
import { requestContext } from '@/lib/auth/request-context';
import { retentionDays } from '@/lib/services/activity/retention';
import { getRealm } from '@/lib/services/realms/get-realm';

export const metadata: Metadata = { title: 'Activity' };

export default async function Page({ params }: { params: Promise<{ realm: string }> }) {
  const name = pathParam((await params).realm);
  const realm = await orNotFound(getRealm(await requestContext(), name));
  return <ActivityPage realm={realm.name} keptDays={retentionDays()} />;
}
