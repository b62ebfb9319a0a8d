import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { SignInPage } from '@/components/sign-in/sign-in-page';
import { signInChoices } from '@/lib/auth/sign-in-choices';
import { awaitsFirstAdmin } from '@/lib/services/people/set-up';

export const metadata: Metadata = { title: 'Sign in' };
export const dynamic = 'force-dynamic';

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[]; error?: string | string[] }>;
}) {
  const { next, error } = await searchParams;
  const choices = await signInChoices(await headers(), { next, error });
  if (choices.signedIn) redirect(choices.next);
  return <SignInPage {...choices} awaitsAdmin={await awaitsFirstAdmin()} />;
}
