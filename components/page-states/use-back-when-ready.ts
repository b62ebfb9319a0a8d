import { useEffect, useState } from 'react';

const POLL_MS = 3_000;

/**
 * Whether the database is away, as `/readyz` tells; null while that is not known. Calls `back` once the console can
 * serve again after it was away.
 */
export function useBackWhenReady(back: () => void): boolean | null {
  const [away, setAway] = useState<boolean | null>(null);
  useEffect(() => {
    let ended = false;
    let wasAway = false;
    let timer: number | undefined;
    const look = async () => {
      const state = await fetch('/readyz', { cache: 'no-store' }).then(
        ({ status }) => status,
        () => 0,
      );
      if (ended) return;
      setAway(state === 503);
      if (state === 200) {
        if (wasAway) back();
        return;
      }
      wasAway = true;
      timer = window.setTimeout(look, POLL_MS);
    };
    void look();
    return () => {
      ended = true;
      window.clearTimeout(timer);
    };
  }, [back]);
  return away;
}
