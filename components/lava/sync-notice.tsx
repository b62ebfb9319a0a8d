'use client';

import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useQuery } from '@tanstack/react-query';
import { useFollow } from '../app-link/use-follow';
import { publishHref, pullQuery, threeWayQuery } from './lava-queries';
import { REMOVAL_LABELS, SYNC_LABELS } from './sync-labels';

/** Says where a connection differs from lava's table, and leads to what can be done. Nothing where it does not, or is not known. */
export function SyncNotice({ realm, connId, version }: { realm: string; connId: string; version: number }) {
  const follow = useFollow();
  const pull = useQuery(pullQuery(realm));
  const pulled = Boolean(pull.data?.whole);
  const { queryKey, queryFn } = threeWayQuery(realm, connId);
  const { data } = useQuery({ queryKey: [...queryKey, version], queryFn, enabled: pulled });
  if (!data || data.state === 'same') return null;
  const publishable = data.state === 'changed-here' || (data.state === 'only-here' && data.removal === null);
  const compare = `/${encodeURIComponent(realm)}/lava?${new URLSearchParams({ text: connId })}`;
  return (
    <Alert
      type={data.conflict ? 'warning' : 'info'}
      action={
        <Button href={publishable ? publishHref(realm, [connId]) : compare} onFollow={follow}>
          {publishable ? 'Review and publish' : 'Compare'}
        </Button>
      }
    >
      {data.removal ? REMOVAL_LABELS[data.removal].meaning : SYNC_LABELS[data.state].meaning}
    </Alert>
  );
}
