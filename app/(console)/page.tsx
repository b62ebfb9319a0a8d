import { redirect } from 'next/navigation';
import { requestContext } from '@/lib/auth/request-context';
import { listRealms } from '@/lib/services/realms/list-realms';

export default async function HomePage() {
  const [first] = await listRealms(await requestContext());
  redirect(first ? `/${encodeURIComponent(first.name)}/connections` : '/realms');
}
