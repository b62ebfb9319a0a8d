import type { Metadata } from 'next';
import { LoginAuditPage } from '@/components/login-audit/login-audit-page';
import { requestContext } from '@/lib/auth/request-context';
import { getRealm } from '@/lib/services/realms/get-realm';

export const metadata: Metadata = { title: 'Login audit' };

export default async function Page({ params }: { params: Promise<{ realm: string }> }) {
  const realm = await getRealm(await requestContext(), decodeURIComponent((await params).realm));
  return <LoginAuditPage realm={realm.name} />;
}
