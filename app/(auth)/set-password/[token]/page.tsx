import type { Metadata } from 'next';
import { LinkGonePage } from '@/components/sign-in/link-gone-page';
import { NewPasswordPage } from '@/components/sign-in/new-password-page';
import { readLink } from '@/lib/services/people/set-password-by-link';
import { setPasswordAction } from '../../actions';

export const metadata: Metadata = { title: 'Set your password', referrer: 'no-referrer' };
export const dynamic = 'force-dynamic';

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const person = await readLink('password', token);
  if (!person) return <LinkGonePage hint="Ask an admin for a new one." />;
  return <NewPasswordPage kind="password" token={token} person={person} save={setPasswordAction} />;
}
