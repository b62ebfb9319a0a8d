import type { Metadata } from 'next';
import { LavaPage } from '@/components/lava/lava-page';
import { orNotFound } from '@/lib/actions/or-not-found';
import { pathParam } from '@/lib/actions/path-param';
import { requestContext } from '@/lib/auth/request-context';
import { getRealm } from '@/lib/services/realms/get-realm';
import { cancelPullAction, keepHereAction, startPullAction, takeOverAction } from './actions';

export const metadata: Metadata = { title: 'lava’s table' };

export default async function Page({ params }: { params: Promise<{ realm: string }> }) {
  const name = pathParam((await params).realm);
  const realm = await orNotFound(getRealm(await requestContext(), name));
  return (
    <LavaPage
      realm={realm.name}
      table={realm.connectionsTable}
      readOnly={realm.readOnly}
      everyMinutes={realm.pullEveryMinutes}
      actions={{
        startPull: startPullAction,
        cancelPull: cancelPullAction,
        takeOver: takeOverAction,
        keepHere: keepHereAction,
      }}
    />
  );
}
