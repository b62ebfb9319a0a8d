import type { Metadata } from 'next';
import { NoSuchAddress } from '@/components/page-states/no-such-address';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return <NoSuchAddress />;
}
