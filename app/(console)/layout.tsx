import type { ReactNode } from 'react';
import { TopBar } from '@/components/shell/top-bar';
import { TestingState } from '@/components/test-run/testing-state';
import { requestContext } from '@/lib/auth/request-context';
import { isSandbox } from '@/lib/services/realms/is-sandbox';
import { listRealms } from '@/lib/services/realms/list-realms';
import { getTestingSwitch, testingOffReason } from '@/lib/services/settings/testing-switch';

export const dynamic = 'force-dynamic';

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const realms = await listRealms(await requestContext());
  return (
    <>
      <TopBar
        realms={realms.map(({ name, account, region }) => ({ name, account, region }))}
        sandbox={isSandbox()}
      />
      <TestingState off={testingOffReason(await getTestingSwitch())}>{children}</TestingState>
    </>
  );
}
