'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import { ConsolePage } from '../shell/console-page';
import { useRealmOfPage } from './page-loading';
import { useRetry } from './use-retry';

/** The page could not be drawn: what that means, the number to look for, and another try. */
export function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const { retry, away } = useRetry(reset);
  return (
    <ConsolePage
      realm={useRealmOfPage()}
      active=""
      breadcrumbs={[{ text: 'Not shown', href: '' }]}
      header={<Header variant="h1">The page could not be shown</Header>}
    >
      <Alert
        type="error"
        header={away ? 'The database cannot be reached' : 'The server failed while it put this page together'}
        action={
          <Button iconName="refresh" onClick={retry}>
            Try again
          </Button>
        }
      >
        {away
          ? 'PostgreSQL does not answer the server. Nothing was changed by looking at this page; it comes back by itself as soon as the database does.'
          : 'Nothing was changed. Try again; if it stays, an operator looks at the server log.'}
        {error.digest && (
          <Box margin={{ top: 'xs' }}>
            The server log tells more, at digest <span className="mono">{error.digest}</span>.
          </Box>
        )}
      </Alert>
    </ConsolePage>
  );
}
