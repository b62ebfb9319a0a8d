'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import { useRouter } from 'next/navigation';
import { startTransition } from 'react';
import { ConsolePage } from '../shell/console-page';
import { useRealmOfPage } from './page-loading';

/** The page could not be drawn: what that means, the number to look for, and another try. */
export function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <ConsolePage
      realm={useRealmOfPage()}
      active=""
      breadcrumbs={[]}
      header={<Header variant="h1">The page could not be shown</Header>}
    >
      <Alert
        type="error"
        header="The server failed while it put this page together"
        action={
          <Button iconName="refresh" onClick={retry}>
            Try again
          </Button>
        }
      >
        Nothing was changed. The usual cause is the database: check that PostgreSQL runs and that the server
        reaches it.
        {error.digest && (
          <Box margin={{ top: 'xs' }}>
            The server log tells more, at digest <span className="mono">{error.digest}</span>.
          </Box>
        )}
      </Alert>
    </ConsolePage>
  );
}
