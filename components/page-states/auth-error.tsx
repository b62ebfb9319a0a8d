'use client';

import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { AuthFrame } from '../sign-in/auth-frame';
import { useRetry } from './use-retry';

/** A page before the sign-in could not be drawn: what that means, the number to look for, and another try. */
export function AuthError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const { retry, away } = useRetry(reset);
  return (
    <AuthFrame title={away ? 'The database cannot be reached' : 'The page could not be shown'}>
      <SpaceBetween size="l">
        <div>
          {away
            ? 'Lava Connections runs, but its PostgreSQL does not answer. This page comes back by itself as soon as it does.'
            : 'The server failed while it put this page together. Nothing was changed. Try again; if it stays, ask an admin to look at the log.'}
          {error.digest && ` The log tells more at digest ${error.digest}.`}
        </div>
        <Button onClick={retry}>Try again</Button>
      </SpaceBetween>
    </AuthFrame>
  );
}
