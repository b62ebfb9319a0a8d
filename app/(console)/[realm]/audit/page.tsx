import type { Metadata } from 'next';
import { LoginAuditPage } from '@/components/login-audit/login-audit-page';
import { orNotFound } from '@/lib/actions/or-not-found';
import { pathParam } from '@/lib/actions/path-param';
import { requestContext } from '@/lib/auth/request-context';
import { countIamCandidates } from '@/lib/services/audit/count-iam-candidates';
import { getRealm } from '@/lib/services/realms/get-realm';

export const metadata: Metadata = { title: 'Login audit' };

export default async function Page({ params }: { params: Promise<{ realm: string }> }) {
  const context = await requestContext();
  const realm = await orNotFound(getRealm(context, pathParam((await params).realm)));
  return <LoginAuditPage realm={realm.name} iamCandidates={await countIamCandidates(context, realm.name)} />;
}
