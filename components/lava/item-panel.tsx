'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Skeleton from '@cloudscape-design/components/skeleton';
import SpaceBetween from '@cloudscape-design/components/space-between';
import SplitPanel from '@cloudscape-design/components/split-panel';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isTruthy } from '@/lib/connectors/python-values';
import type { ThreeWayDto } from '@/lib/services/lava/three-way';
import { useAsking, useGate } from '../access/access';
import { useFollow } from '../app-link/use-follow';
import { connectionHref } from '../connection-commands/connection-actions';
import { useDisableGuard } from '../connection-commands/use-disable-guard';
import { conflictsOf, mergeVersions, type Side } from '../connection-form/merge-versions';
import { jsonSpec } from '../connection-form/use-save';
import { CodeText } from '../test-run/code-text';
import { Time } from '../time/time';
import { publishHref, threeWayQuery } from './lava-queries';
import { SyncIndicator } from './sync-indicator';
import { REMOVAL_LABELS, SYNC_LABELS } from './sync-labels';
import { ThreeWayList } from './three-way-list';
import type { SyncCommands } from './use-sync-commands';

/** The three sides of one connection, and what can be done about their differences. */
export function ItemPanel({
  realm,
  readOnly,
  connId,
  commands,
}: {
  realm: string;
  readOnly: boolean;
  connId: string;
  commands: SyncCommands;
}) {
  const { data, error } = useQuery(threeWayQuery(realm, connId));
  return (
    <SplitPanel header={connId} headerDescription="Here and in lava’s table" closeBehavior="hide">
      {error && <Alert type="error" header={error.message} />}
      {!data && !error && <Skeleton />}
      {data && (
        <Sides
          key={`${connId} ${data.token} ${data.version}`}
          realm={realm}
          readOnly={readOnly}
          sides={data}
          commands={commands}
        />
      )}
    </SplitPanel>
  );
}

function Sides({
  realm,
  readOnly,
  sides,
  commands,
}: {
  realm: string;
  readOnly: boolean;
  sides: ThreeWayDto;
  commands: SyncCommands;
}) {
  const follow = useFollow();
  const gate = useGate(realm);
  const asking = useAsking(realm);
  const disabling = useDisableGuard(realm);
  const mayPull = gate('lava:pull');
  const { connId, state, removal, conflict, problem, seen, there, here, token, version, lookedAt } = sides;
  const looked = { connId, version, token };
  const mergeable = conflict && there !== null && here !== null;
  const versions = { base: seen ?? {}, theirs: there ?? {}, mine: here ?? {} };
  const [picks, setPicks] = useState<Readonly<Record<string, Side>>>(() =>
    Object.fromEntries(conflictsOf(versions).map(({ field, suggested }) => [field, suggested])),
  );
  const keepChoice = async () => {
    const spec = mergeVersions(versions, picks);
    const disables = isTruthy(here?.enabled) && !isTruthy(spec.enabled);
    if (disables && !(await disabling.mayDisable([connId]))) return;
    await commands.keepHere({ ...looked, merged: { spec: jsonSpec(spec) } });
  };
  const canTake = problem === null && state !== 'same' && (there !== null || removal === 'deleted-there');
  const canPublish =
    !readOnly &&
    !conflict &&
    problem === null &&
    (here !== null || removal === 'deleted-here') &&
    state !== 'same' &&
    state !== 'changed-there' &&
    removal !== 'deleted-there';
  return (
    <SpaceBetween size="m">
      {disabling.dialog}
      <SyncIndicator state={state} removal={removal} conflict={conflict} />
      <Box>
        {removal ? REMOVAL_LABELS[removal].meaning : SYNC_LABELS[state].meaning}{' '}
        {lookedAt && (
          <>
            lava’s table was looked at <Time at={lookedAt} />.
          </>
        )}
      </Box>
      {problem !== null && (
        <Alert type="warning" header="The item in lava’s table cannot be kept as a specification">
          <CodeText text={problem} />{' '}
          {here !== null && 'What is here stays as it is. Correct the item in lava’s table, then pull.'}
        </Alert>
      )}
      {problem === null && state !== 'same' && (
        <ThreeWayList
          sides={sides}
          {...(mergeable && { picks, onPick: (field, side) => setPicks({ ...picks, [field]: side }) })}
        />
      )}
      <SpaceBetween direction="horizontal" size="xs">
        {mergeable && (
          <Button variant="primary" {...mayPull} loading={commands.busy} onClick={keepChoice}>
            {asking('Keep this choice here')}
          </Button>
        )}
        {conflict && problem === null && (
          <Button {...mayPull} loading={commands.busy} onClick={() => commands.keepHere(looked)}>
            {here === null ? 'Keep it deleted' : 'Keep all of what is here'}
          </Button>
        )}
        {canTake && (
          <Button {...mayPull} loading={commands.busy} onClick={() => commands.takeOver([looked])}>
            {asking(there === null ? 'Delete it here too' : 'Take what is in lava’s table')}
          </Button>
        )}
        {canPublish && (
          <Button href={publishHref(realm, [connId])} onFollow={follow} {...gate('lava:publish')}>
            Review and publish
          </Button>
        )}
        {here !== null && (
          <Button variant="link" href={connectionHref(realm, connId)} onFollow={follow}>
            Open the connection
          </Button>
        )}
      </SpaceBetween>
      {removal === 'deleted-there' && !conflict && !readOnly && !mayPull.disabled && (
        <Box color="text-body-secondary" fontSize="body-s">
          To bring it back to lava instead, keep it: it then counts as new and can be published.{' '}
          <Button variant="inline-link" onClick={() => commands.keepHere(looked)}>
            Keep it here
          </Button>
        </Box>
      )}
    </SpaceBetween>
  );
}
