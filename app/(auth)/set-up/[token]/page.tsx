import type { Metadata } from 'next';
import { LinkGonePage } from '@/components/sign-in/link-gone-page';
import { NewPasswordPage } from '@/components/sign-in/new-password-page';
import { readLink } from '@/lib/services/people/set-password-by-link';
import { setUpAction } from '../../actions';

export const metadata: Metadata = { title: 'Set up', referrer: 'no-referrer' };
export const dynamic = 'force-dynamic';

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  if (!(await readLink('set-up', token))) {
    return (
      <LinkGonePage hint="If nobody can sign in yet, start the console again: it prints a new one in its log." />
    );
  }
  return <NewPasswordPage kind="set-up" token={token} save={setUpAction} />;
}
