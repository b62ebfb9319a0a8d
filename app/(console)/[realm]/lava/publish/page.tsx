import type { Metadata } from 'next';
import { PublicationPage } from '@/components/lava/publication-page';
import { PublishPage } from '@/components/lava/publish-page';
import { orNotFound } from '@/lib/actions/or-not-found';
import { pathParam } from '@/lib/actions/path-param';
import { requestContext } from '@/lib/auth/request-context';
import { getPublication } from '@/lib/services/lava/start-publication';
import { getRealm } from '@/lib/services/realms/get-realm';
import { retryPublicationAction, startPublicationAction } from '../actions';

export const metadata: Metadata = { title: 'Review and publish' };

interface Props {
  readonly params: Promise<{ realm: string }>;
  readonly searchParams: Promise<{ id?: string | string[]; publication?: string | string[] }>;
}

/** The review of what would be published or, with `publication` in the address, what became of a publication. */
export default async function Page({ params, searchParams }: Props) {
  const name = pathParam((await params).realm);
  const context = await requestContext();
  const realm = await orNotFound(getRealm(context, name));
  const { id, publication } = await searchParams;
  const [publicationId] = [publication ?? []].flat();
  if (publicationId !== undefined) {
    const initial = await orNotFound(getPublication(context, realm.name, publicationId));
    return (
      <PublicationPage
        key={publicationId}
        realm={realm.name}
        initial={initial}
        retryPublication={retryPublicationAction}
      />
    );
  }
  return (
    <PublishPage realm={realm.name} connIds={[id ?? []].flat()} startPublication={startPublicationAction} />
  );
}
