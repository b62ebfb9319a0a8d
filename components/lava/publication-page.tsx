'use client';

import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PublicationDto } from '@/lib/services/lava/publication-dto';
import { useGate } from '../access/access';
import { callAction } from '../action-result/action-result';
import { useFollow } from '../app-link/use-follow';
import { Arrival } from '../arrival/arrival';
import { useNotifications } from '../notifications/notifications';
import { ConsolePage } from '../shell/console-page';
import { Time } from '../time/time';
import { lavaHref, lavaKey, type PublishActions, publicationHref } from './lava-queries';
import { PublicationResults } from './publication-results';
import { useBegun } from './use-begun';

/** What becomes, or became, of a publication: a page of its own, so that it is found again after a reload. */
export function PublicationPage({
  realm,
  initial,
  retryPublication,
}: {
  realm: string;
  initial: PublicationDto;
  retryPublication: PublishActions['retryPublication'];
}) {
  const follow = useFollow();
  const gate = useGate(realm);
  const queryClient = useQueryClient();
  const { notifyError } = useNotifications();
  const begun = useBegun(realm);
  const [busy, setBusy] = useState(false);
  const { id, actor, startedAt } = initial;

  const again = async () => {
    setBusy(true);
    const result = await callAction(retryPublication, { realm, publicationId: id });
    setBusy(false);
    if (!result.ok) return notifyError(result.error, 'Nothing was published');
    void queryClient.invalidateQueries({ queryKey: lavaKey(realm) });
    begun(result.data);
  };

  return (
    <ConsolePage
      realm={realm}
      active={lavaHref(realm)}
      breadcrumbs={[
        { text: 'lava’s table', href: lavaHref(realm) },
        { text: 'Publication', href: publicationHref(realm, id) },
      ]}
      header={
        <Header
          variant="h1"
          description={
            <>
              {actor} began it <Time at={startedAt} />.
            </>
          }
          actions={
            <Button variant="link" href={lavaHref(realm)} onFollow={follow}>
              Back to lava’s table
            </Button>
          }
        >
          Publication
        </Header>
      }
    >
      <Arrival label="What was published">
        <PublicationResults
          realm={realm}
          initial={initial}
          again={
            <Button {...gate('lava:publish')} loading={busy} onClick={again}>
              Try the rest again
            </Button>
          }
        />
      </Arrival>
    </ConsolePage>
  );
}
