'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { IamObstacle } from '@/lib/connectors/draft-for-iam';
import { useFollow } from '../app-link/use-follow';
import { editHref } from '../connection-commands/connection-actions';

/** Why a connection cannot move to IAM as it is, and where to change that. */
export function BlockedDraft({
  realm,
  connId,
  obstacles,
  onAnotherCluster,
}: {
  realm: string;
  connId: string;
  obstacles: readonly IamObstacle[];
  /** Present when a cluster was named that does not do. */
  onAnotherCluster: (() => void) | undefined;
}) {
  const follow = useFollow();
  return (
    <SpaceBetween size="m">
      <Alert type="warning" header="Not possible as it is">
        <ul>
          {obstacles.map(({ field, message }) => (
            <li key={field}>
              <span className="mono">{field}</span>: {message}
            </li>
          ))}
        </ul>
      </Alert>
      {onAnotherCluster ? (
        <Button onClick={onAnotherCluster}>Name another cluster</Button>
      ) : (
        <>
          <Box>Once that is corrected, the draft is made.</Box>
          <Button href={editHref(realm, connId, obstacles[0]?.field)} onFollow={follow}>
            Edit {connId}
          </Button>
        </>
      )}
    </SpaceBetween>
  );
}
