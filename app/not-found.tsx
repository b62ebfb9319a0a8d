import type { Metadata } from 'next';
import { NoSuchAddress } from '@/components/page-states/rare-pages';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return <NoSuchAddress />;
}
