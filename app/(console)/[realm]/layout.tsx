import type { ReactNode } from 'react';
import { orNotFound } from '@/lib/actions/or-not-found';
import { pathParam } from '@/lib/actions/path-param';
import { requestContext } from '@/lib/auth/request-context';
import { getRealm } from '@/lib/services/realms/get-realm';

/** Below here the realm exists: pages inside may lead back to its list. */
export default async function RealmLayout({
  params,
  children,
}: {
  params: Promise<{ realm: string }>;
  children: ReactNode;
}) {
  await orNotFound(getRealm(await requestContext(), pathParam((await params).realm)));
  return children;
}
