import type { ReactNode } from 'react';
import { AccessProvider } from '@/components/access/access';
import { DatabaseAway } from '@/components/page-states/database-away';
import { TopBar } from '@/components/shell/top-bar';
import { TestingState } from '@/components/test-run/testing-state';
import { unlessUnavailable } from '@/lib/actions/unless-unavailable';
import { requestContext } from '@/lib/auth/request-context';
import { actorAccess } from '@/lib/services/people/actor-access';
import { isSandbox } from '@/lib/services/realms/is-sandbox';
import { listRealms } from '@/lib/services/realms/list-realms';
import { getTestingSwitch, testingOffReason } from '@/lib/services/settings/testing-switch';

export const dynamic = 'force-dynamic';

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const shown = await unlessUnavailable(async () => {
    const context = await requestContext();
    const [realms, access, testing] = await Promise.all([
      listRealms(context),
      actorAccess(context),
      getTestingSwitch(),
    ]);
    return { context, realms, access, testing: testingOffReason(testing) };
  });
  if (shown === undefined) return <DatabaseAway />;
  const { context, realms, access, testing } = shown;
  return (
    <AccessProvider access={access}>
      <TopBar
        realms={realms.map(({ name, account, region }) => ({ name, account, region }))}
        sandbox={isSandbox()}
        person={{ name: context.actor.name }}
      />
      <TestingState off={testing}>{children}</TestingState>
    </AccessProvider>
  );
}
