'use client';

import './page-loading.css';
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
    <ConsolePage realm={realm} active="" breadcrumbs={[{ text: 'Loading', href: '' }]}>
      <div className="page-loading" role="status" aria-label="Loading the page">
        <div />
        <div />
        <div />
      </div>
    </ConsolePage>
  );
}
