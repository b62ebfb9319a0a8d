'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';

/** Fired before the console moves to another page; a page with unsaved changes cancels it and asks. */
export const LEAVING = 'lava-leaving';

/** Moves to another page of the console, unless the current one holds on to it. */
export function useGo(): (href: string) => void {
  const router = useRouter();
  return useCallback(
    (href) => {
      const leaving = new CustomEvent<string>(LEAVING, { cancelable: true, detail: href });
      if (window.dispatchEvent(leaving)) router.push(href);
    },
    [router],
  );
}
