import type { Metadata } from 'next';
import { ConnectionsPage } from '@/components/connections-table/connections-page';
import { orNotFound } from '@/lib/actions/or-not-found';
import { pathParam } from '@/lib/actions/path-param';
import { requestContext } from '@/lib/auth/request-context';
import { formatListQuery, parseListQuery } from '@/lib/listing/list-query';
import { listConnections } from '@/lib/services/connections/list-connections';
import { getRealm } from '@/lib/services/realms/get-realm';
import {
  cancelTestAction,
  deleteConnectionsAction,
  duplicateConnectionsAction,
  restoreConnectionsAction,
  setEnabledAction,
  startTestAction,
} from './actions';
import { deleteViewAction, saveViewAction } from './view-actions';

interface PageProps {
  params: Promise<{ realm: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: `Connections of ${pathParam((await params).realm)}` };
}

export default async function Page({ params, searchParams }: PageProps) {
  const name = pathParam((await params).realm);
  const context = await requestContext();
  const query = parseListQuery(toUrlParams(await searchParams));
  const [realm, page] = await orNotFound(
    Promise.all([getRealm(context, name), listConnections(context, name, query)]),
  );
  return (
    <ConnectionsPage
      realm={realm.name}
      protectedRealm={realm.protected}
      initial={{ query: formatListQuery(query).toString(), page }}
      actions={{
        startTest: startTestAction,
        cancelTest: cancelTestAction,
        setEnabled: setEnabledAction,
        deleteConnections: deleteConnectionsAction,
        restoreConnections: restoreConnectionsAction,
        duplicateConnections: duplicateConnectionsAction,
      }}
      viewActions={{ saveView: saveViewAction, deleteView: deleteViewAction }}
    />
  );
}

function toUrlParams(given: Record<string, string | string[] | undefined>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(given)) {
    for (const one of [value ?? []].flat()) params.append(key, one);
  }
  return params;
}
