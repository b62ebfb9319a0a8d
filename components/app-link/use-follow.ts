'use client';

import { useCallback } from 'react';
import { useGo } from './use-go';

interface FollowEvent {
  readonly detail: { readonly href?: string; readonly external?: boolean };
  preventDefault(): void;
}

/** For `onFollow` of Cloudscape's links: moves inside the console without loading the page anew. */
export function useFollow(): (event: FollowEvent) => void {
  const go = useGo();
  return useCallback(
    (event) => {
      const { href, external } = event.detail;
      if (!href?.startsWith('/') || external || href.startsWith('/api/')) return;
      event.preventDefault();
      go(href);
    },
    [go],
  );
}
