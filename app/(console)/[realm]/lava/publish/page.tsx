import type { Metadata } from 'next';
import { PublishPage } from '@/components/lava/publish-page';
import { orNotFound } from '@/lib/actions/or-not-found';
import { pathParam } from '@/lib/actions/path-param';
import { requestContext } from '@/lib/auth/request-context';
import { getRealm } from '@/lib/services/realms/get-realm';
import { retryPublicationAction, startPublicationAction } from '../actions';

export const metadata: Metadata = { title: 'Review and publish' };

interface Props {
  readonly params: Promise<{ realm: string }>;
  readonly searchParams: Promise<{ id?: string | string[] }>;
}

export default async function Page({ params, searchParams }: Props) {
  const name = pathParam((await params).realm);
  const realm = await orNotFound(getRealm(await requestContext(), name));
  return (
    <PublishPage
      realm={realm.name}
      connIds={[(await searchParams).id ?? []].flat()}
      actions={{ startPublication: startPublicationAction, retryPublication: retryPublicationAction }}
    />
  );
}
