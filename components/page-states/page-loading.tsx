'use client';

import Skeleton from '@cloudscape-design/components/skeleton';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useParams } from 'next/navigation';
import { ConsolePage } from '../shell/console-page';

/** The realm of the address, when the page belongs to one. */
export function useRealmOfPage(): string | null {
  const { realm } = useParams();
  return typeof realm === 'string' ? decodeURIComponent(realm) : null;
}

/** While a page is read. */
export function PageLoading() {
  const realm = useRealmOfPage();
  return (
    <ConsolePage realm={realm} active="" breadcrumbs={[]}>
      <div role="status" aria-label="Loading the page">
        <SpaceBetween size="m">
          <Skeleton />
          <Skeleton />
          <Skeleton />
        </SpaceBetween>
      </div>
    </ConsolePage>
  );
}
