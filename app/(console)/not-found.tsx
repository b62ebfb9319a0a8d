import type { Metadata } from 'next';
import { PageNotFound } from '@/components/page-states/rare-pages';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return <PageNotFound inRealm={false} />;
}
