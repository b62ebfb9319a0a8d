'use client';

import { AppLink } from '../app-link/app-link';

/** Said wherever jobs would stand: until lava's tables were read, nothing can be called unused. */
export function JobsNotKnown({ realm }: { realm: string }) {
  return (
    <>
      Jobs are not known: connect this realm to lava.{' '}
      <AppLink href={`/realms/${encodeURIComponent(realm)}/edit`} fontSize="inherit">
        Settings of {realm}
      </AppLink>
    </>
  );
}
