import type { Metadata } from 'next';
import { ConnectionPage } from '@/components/connection-page/connection-page';
import { orNotFound } from '@/lib/actions/or-not-found';
import { pathParam } from '@/lib/actions/path-param';
import { requestContext } from '@/lib/auth/request-context';
import { getConnection } from '@/lib/services/connections/get-connection';
import { getRealm } from '@/lib/services/realms/get-realm';
import { getRun } from '@/lib/services/tests/get-run';
import { checkWorkerAction } from '../../worker-actions';
import {
  cancelTestAction,
  deleteConnectionsAction,
  duplicateConnectionsAction,
  restoreConnectionsAction,
  restoreVersionAction,
  setEnabledAction,
  startTestAction,
} from '../actions';

interface PageProps {
  params: Promise<{ realm: string; connId: string }>;
}

async function namesOf({ params }: PageProps) {
  const { realm, connId } = await params;
  return { realmName: pathParam(realm), connId: pathParam(connId) };
}

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { realmName, connId } = await namesOf(props);
  return { title: `${connId} in ${realmName}` };
}

export default async function Page(props: PageProps) {
  const { realmName, connId } = await namesOf(props);
  const context = await requestContext();
  const [realm, connection] = await orNotFound(
    Promise.all([getRealm(context, realmName), getConnection(context, realmName, connId)]),
  );
  const { name, account, region, kmsAlias, workerRoleArns, connectionsTable, protected: isProtected } = realm;
  return (
    <ConnectionPage
      key={connection.id}
      realm={{
        name,
        account,
        region,
        kmsAlias,
        workerRoleArns,
        protected: isProtected,
        joined: connectionsTable !== null,
      }}
      connection={connection}
      lastRun={connection.lastRunId === null ? null : await getRun(context, realmName, connection.lastRunId)}
      actions={{
        startTest: startTestAction,
        cancelTest: cancelTestAction,
        checkWorker: checkWorkerAction,
        setEnabled: setEnabledAction,
        deleteConnections: deleteConnectionsAction,
        restoreConnections: restoreConnectionsAction,
        restoreVersion: restoreVersionAction,
        duplicateConnections: duplicateConnectionsAction,
      }}
    />
  );
}
