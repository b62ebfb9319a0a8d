'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useQuery } from '@tanstack/react-query';
import type { PublicationSummaryDto } from '@/lib/services/lava/publication-dto';
import { AppLink } from '../app-link/app-link';
import { useFollow } from '../app-link/use-follow';
import { Time } from '../time/time';
import { latestPublicationQuery, publicationHref } from './lava-queries';

const PUBLISHING_MS = 2_000;

/** The newest publication in words, and the way to its results: whoever began it, on whatever page they are now. */
export function PublicationNotice({ realm }: { realm: string }) {
  const follow = useFollow();
  const { data } = useQuery({
    ...latestPublicationQuery(realm),
    refetchInterval: ({ state }) => (state.data?.latest?.state === 'running' ? PUBLISHING_MS : false),
  });
  const latest = data?.latest;
  if (!latest) return null;
  const href = publicationHref(realm, latest.id);
  if (latest.state === 'running' || latest.state === 'interrupted') {
    const running = latest.state === 'running';
    return (
      <Alert
        type={running ? 'info' : 'warning'}
        header={running ? `${latest.actor} is publishing` : 'The last publication was interrupted'}
        action={
          <Button href={href} onFollow={follow}>
            Show its results
          </Button>
        }
      >
        {written(latest)}
        {!running && ' The server stopped while it wrote. The rest can be tried again.'}
      </Alert>
    );
  }
  return (
    <Box color={latest.done === latest.total ? 'text-body-secondary' : 'text-status-warning'}>
      Published <Time at={latest.finishedAt} /> by {latest.actor}: {written(latest)}{' '}
      <AppLink href={href}>Show its results</AppLink>
    </Box>
  );
}

function written({ done, total }: PublicationSummaryDto): string {
  return `${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${total === 1 ? 'was' : 'were'} written.`;
}
