'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Skeleton from '@cloudscape-design/components/skeleton';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAsking, useGate } from '../access/access';
import { callAction } from '../action-result/action-result';
import { useRequestId } from '../action-result/use-request-id';
import { useFollow } from '../app-link/use-follow';
import { JobsConcerned } from '../jobs/jobs-concerned';
import { useNotifications } from '../notifications/notifications';
import { ConsolePage } from '../shell/console-page';
import { lavaHref, type PublishActions, publishHref, reviewQuery } from './lava-queries';
import { ReviewedItem } from './reviewed-item';
import { useBegun } from './use-begun';

/** What publishing would write, connection by connection. */
export function PublishPage({
  realm,
  connIds,
  startPublication,
}: {
  realm: string;
  /** None: everything that changed here only. */
  connIds: readonly string[];
  startPublication: PublishActions['startPublication'];
}) {
  const follow = useFollow();
  const gate = useGate(realm);
  const asking = useAsking(realm);
  const { notifyError } = useNotifications();
  const begun = useBegun(realm);
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const requestId = useRequestId();
  const { data, error, refetch } = useQuery({
    ...reviewQuery(realm, connIds),
    // A review stays as it was looked at: publishing refuses what changed since.
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const items = data?.items ?? [];
  const publishable = items.filter((item) => item.publishable && !leftOut.has(item.connId));
  const deleted = publishable.filter(({ here }) => here === null).map(({ connId }) => connId);

  const publish = async () => {
    setBusy(true);
    const input = {
      realm,
      items: publishable.map(({ connId, version, token }) => ({ connId, version, token })),
    };
    const result = await callAction(startPublication, { ...input, requestId: requestId.of(input) });
    setBusy(false);
    if (result.ok) requestId.next();
    if (result.ok) begun(result.data);
    else notifyError(result.error, 'Nothing was published');
  };

  const publishButton = (
    <Button
      variant="primary"
      loading={busy}
      disabled={publishable.length === 0 || data?.readOnly === true}
      {...gate('lava:publish')}
      onClick={publish}
    >
      {asking(
        publishable.length === 1 ? 'Publish 1 connection' : `Publish ${publishable.length} connections`,
      )}
    </Button>
  );

  return (
    <ConsolePage
      realm={realm}
      active={lavaHref(realm)}
      breadcrumbs={[
        { text: 'lava’s table', href: lavaHref(realm) },
        { text: 'Review and publish', href: publishHref(realm, connIds) },
      ]}
      header={
        <Header
          variant="h1"
          description={
            data && (
              <>
                To <span className="mono">{data.table}</span>. Each is written only if lava’s table still
                holds what was last seen.
              </>
            )
          }
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" href={lavaHref(realm)} onFollow={follow}>
                Cancel
              </Button>
              {publishButton}
            </SpaceBetween>
          }
        >
          Review and publish
        </Header>
      }
    >
      <SpaceBetween size="l">
        {error && (
          <Alert
            type="error"
            header={error.message}
            action={<Button onClick={() => refetch()}>Try again</Button>}
          />
        )}
        {!data && !error && <Skeleton />}
        {data?.readOnly && (
          <Alert type="info" header={`${realm} is read-only`}>
            It is compared with lava’s table and never published to. An admin can change that in the settings
            of the realm.
          </Alert>
        )}
        {data && data.items.length === 0 && (
          <Alert
            type="success"
            header="There is nothing to publish"
            action={
              <Button href={lavaHref(realm)} onFollow={follow}>
                Back to lava’s table
              </Button>
            }
          >
            Nothing was changed here since both sides last agreed.
          </Alert>
        )}
        {deleted.length > 0 && (
          <Alert
            type="warning"
            header={
              deleted.length === 1
                ? 'This deletes a connection in lava’s table'
                : `This deletes ${deleted.length} connections in lava’s table`
            }
          >
            <span className="mono">{deleted.join(', ')}</span>. Jobs that name{' '}
            {deleted.length === 1 ? 'it' : 'them'} fail from then on.
          </Alert>
        )}
        {publishable.length > 0 && (
          <JobsConcerned realm={realm} connIds={publishable.map(({ connId }) => connId)} />
        )}
        {items.map((item) => (
          <ReviewedItem
            key={item.connId}
            realm={realm}
            item={item}
            included={item.publishable && !leftOut.has(item.connId)}
            onInclude={(included) => {
              const next = new Set(leftOut);
              if (included) next.delete(item.connId);
              else next.add(item.connId);
              setLeftOut(next);
            }}
          />
        ))}
        {items.length > 2 && <Box float="right">{publishButton}</Box>}
        {data && data.more > 0 && (
          <Box color="text-body-secondary">
            {data.more.toLocaleString('en')} more can be published after these.
          </Box>
        )}
      </SpaceBetween>
    </ConsolePage>
  );
}
