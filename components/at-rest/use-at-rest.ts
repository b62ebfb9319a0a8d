'use client';

import { useEffect, useState } from 'react';

/** How long a loaded page is left alone before anything else is fetched. */
const PAUSE_MS = 1_500;

/** True once the page was loaded and drawn for a while: the time to fetch what may be needed later. */
export function useAtRest(): boolean {
  const [atRest, setAtRest] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = () => {
      timer = setTimeout(() => setAtRest(true), PAUSE_MS);
    };
    if (document.readyState === 'complete') wait();
    else window.addEventListener('load', wait);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('load', wait);
    };
  }, []);
  return atRest;
}
