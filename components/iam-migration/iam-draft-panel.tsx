'use client';

import Alert from '@cloudscape-design/components/alert';
import SplitPanel from '@cloudscape-design/components/split-panel';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { IamDraftDto } from '@/lib/services/audit/iam-candidates';
import { fetchJson, RequestError } from '../fetch-json/fetch-json';
import { BlockedDraft } from './blocked-draft';
import type { IamActions, IamRealm } from './iam-actions';
import { NameCluster } from './name-cluster';
import { ReadyDraft } from './ready-draft';

/** The draft of one candidate, beside the table. */
export function IamDraftPanel({
  realm,
  connId,
  actions,
  onAccepted,
}: {
  realm: IamRealm;
  connId: string;
  actions: IamActions;
  onAccepted: () => void;
}) {
  const [clusterId, setClusterId] = useState('');
  const query = clusterId === '' ? '' : `?cluster=${encodeURIComponent(clusterId)}`;
  const { data, error, isPending } = useQuery({
    queryKey: ['realm', realm.name, 'iam-draft', connId, clusterId],
    queryFn: ({ signal }) =>
      fetchJson<IamDraftDto>(
        `/api/realms/${encodeURIComponent(realm.name)}/audit/iam/${encodeURIComponent(connId)}${query}`,
        signal,
      ),
    placeholderData: keepPreviousData,
  });
  const result = data?.result;
  return (
    <SplitPanel header={connId} headerDescription="Draft: log in with IAM" closeBehavior="hide">
      {error && (
        <Alert type="error" header={error.message}>
          {error instanceof RequestError && error.error.hint}
        </Alert>
      )}
      {isPending && !error && <StatusIndicator type="loading">Drafting the change</StatusIndicator>}
      {data && result?.state === 'ready' && data.policy && (
        <ReadyDraft
          key={`${data.version} ${result.login.at === 'cluster' && result.login.clusterId}`}
          realm={realm}
          connId={connId}
          version={data.version}
          result={result}
          policy={data.policy}
          actions={actions}
          onAccepted={onAccepted}
        />
      )}
      {result?.state === 'needs-cluster' && (
        <NameCluster realm={realm} host={result.host} guess={result.guess} onName={setClusterId} />
      )}
      {result?.state === 'blocked' && (
        <BlockedDraft
          realm={realm.name}
          connId={connId}
          obstacles={result.obstacles}
          onAnotherCluster={clusterId === '' ? undefined : () => setClusterId('')}
        />
      )}
    </SplitPanel>
  );
}
