'use client';

import { useEffect, useState } from 'react';

/** True once the browser has nothing better to do: the time to fetch what may be needed later. */
export function useAtRest(): boolean {
  const [atRest, setAtRest] = useState(false);
  useEffect(() => {
    if (typeof window.requestIdleCallback !== 'function') {
      const timer = setTimeout(() => setAtRest(true), 1000);
      return () => clearTimeout(timer);
    }
    const idle = window.requestIdleCallback(() => setAtRest(true), { timeout: 3000 });
    return () => window.cancelIdleCallback(idle);
  }, []);
  return atRest;
}
