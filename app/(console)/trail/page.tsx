import type { Metadata } from 'next';
import { ActivityPage } from '@/components/activity/activity-page';
import { requestContext } from '@/lib/auth/request-context';
import { retentionDays } from '@/lib/services/activity/retention';

export const metadata: Metadata = { title: 'Activity of all realms' };

export default async function Page() {
  await requestContext();
  return <ActivityPage realm={null} keptDays={retentionDays()} />;
}
