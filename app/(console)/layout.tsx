import type { ReactNode } from 'react';
import { DatabaseAway } from '@/components/page-states/database-away';
import { TopBar } from '@/components/shell/top-bar';
import { unlessUnavailable } from '@/lib/actions/unless-unavailable';
import { requestContext } from '@/lib/auth/request-context';
import { isSandbox } from '@/lib/services/realms/is-sandbox';
import { listRealms } from '@/lib/services/realms/list-realms';

export const dynamic = 'force-dynamic';

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const realms = await unlessUnavailable(async () => listRealms(await requestContext()));
  if (realms === undefined) return <DatabaseAway />;
  return (
    <>
      <TopBar
        realms={realms.map(({ name, account, region }) => ({ name, account, region }))}
        sandbox={isSandbox()}
      />
      {children}
    </>
  );
}
