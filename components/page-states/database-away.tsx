'use client';

import { useBackWhenReady } from './use-back-when-ready';

const reload = () => window.location.reload();

/**
 * Shown instead of everything else while the database is away. Plain markup: the frame around the pages needs what the
 * database holds. The page loads again by itself once the console can serve.
 */
export function DatabaseAway() {
  useBackWhenReady(reload);
  return (
    <main className="database-away">
      <title>The database cannot be reached - Lava Connections</title>
      <h1>The database cannot be reached</h1>
      <p>
        Lava Connections runs, but its PostgreSQL does not answer, or is not prepared yet. Connections, jobs
        and lava itself go on as they are; nothing is lost.
      </p>
      <p>
        This page comes back by itself as soon as the database does. Operators see what is missing at{' '}
        <a className="mono" href="/readyz">
          /readyz
        </a>
        .
      </p>
      <button type="button" onClick={reload}>
        Try again
      </button>
    </main>
  );
}
