import { useRouter } from 'next/navigation';
import { startTransition, useCallback } from 'react';
import { useBackWhenReady } from './use-back-when-ready';

/**
 * Another try at a page that could not be drawn, which is also made by itself once the database is back.
 *
 * @param reset what Next gives to an error's page
 * @returns the try, and whether the database is away; null while that is not known
 */
export function useRetry(reset: () => void): { readonly retry: () => void; readonly away: boolean | null } {
  const router = useRouter();
  const retry = useCallback(
    () =>
      startTransition(() => {
        router.refresh();
        reset();
      }),
    [router, reset],
  );
  return { retry, away: useBackWhenReady(retry) };
}
