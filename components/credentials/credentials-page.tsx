'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import type { CredentialsDto, MintedDto } from '@/lib/services/credentials/credentials-dto';
import type { Refreshed } from '@/lib/services/credentials/refresh-references';
import { useGate } from '../access/access';
import { type Action, callAction } from '../action-result/action-result';
import { newId } from '../action-result/new-id';
import { useRequestId } from '../action-result/use-request-id';
import { fetchJson, RequestError } from '../fetch-json/fetch-json';
import { useNotifications } from '../notifications/notifications';
import { WorkProgress } from '../progress/work-progress';
import { ConsolePage } from '../shell/console-page';
import { exactTime } from '../time/time';
import { filterCredentials } from './attention';
import { CredentialFigures } from './credential-figures';
import { CredentialsHelp } from './credentials-help';
import { ExpiryTimeline } from './expiry-timeline';
import { ForgetModal } from './forget-modal';
import { MintedTable, mintsFor } from './minted-table';
import { ParameterTable } from './parameter-table';
import { SecretTable } from './secret-table';
import './credentials.css';

const POLL_MS = 15_000;
const NOTHING = { minted: [], parameters: [], secrets: [] };

/** What the realm's connections log in with, and until when. */
export function CredentialsPage({
  realm,
  kmsAlias,
  mint,
  forget,
  refresh,
}: {
  realm: string;
  kmsAlias: string;
  mint: Action<{ realm: string; connId: string; requestId: string }, { readonly expiresAt: string }>;
  forget: Action<{ realm: string; id: string }, { readonly forgotten: string }>;
  refresh: Action<{ realm: string; progressId: string }, Refreshed>;
}) {
  const queryClient = useQueryClient();
  const mayAsk = useGate(realm)('connection:test');
  const { notify, notifyError } = useNotifications();
  const [filter, setFilter] = useUrlFilter();
  const mintingId = useRequestId();
  const [minting, setMinting] = useState<ReadonlySet<string>>(new Set());
  const [toForget, setToForget] = useState<MintedDto | null>(null);
  const [forgetting, setForgetting] = useState(false);
  /** The id under which AWS is being asked. */
  const [asking, setAsking] = useState<string | null>(null);
  const refreshing = asking !== null;

  const queryKey = ['credentials', realm];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const url = `/api/realms/${encodeURIComponent(realm)}/credentials`;
      const answer = await fetchJson<CredentialsDto>(url, signal);
      return { ...answer, skewMs: Date.parse(answer.now) - Date.now() };
    },
    refetchInterval: POLL_MS,
  });
  const readAnew = () => queryClient.invalidateQueries({ queryKey });

  const mintAnew = async (row: MintedDto) => {
    const connId = mintsFor(row);
    if (connId === undefined) return;
    setMinting((current) => new Set(current).add(row.id));
    const input = { realm, connId };
    const result = await callAction(mint, { ...input, requestId: mintingId.of(input) });
    if (result.ok) mintingId.next();
    setMinting((current) => new Set([...current].filter((id) => id !== row.id)));
    if (result.ok) {
      notify({
        type: 'success',
        header: `New credentials for ${connId} were minted.`,
        content: `They end at ${exactTime(result.data.expiresAt)}.`,
      });
    } else notifyError(result.error, `No new credentials for ${connId}`);
    await readAnew();
  };

  const forgetRow = async (row: MintedDto) => {
    setForgetting(true);
    const result = await callAction(forget, { realm, id: row.id });
    setForgetting(false);
    setToForget(null);
    if (result.ok)
      notify({ type: 'success', header: `The credentials of ${row.returnedUser} were forgotten.` });
    else notifyError(result.error, 'The credentials were not forgotten');
    await readAnew();
  };

  const askAws = async () => {
    const progressId = newId();
    setAsking(progressId);
    const result = await callAction(refresh, { realm, progressId });
    setAsking(null);
    if (result.ok) {
      const { parameters, secrets, denied, failed: unanswered } = result.data;
      const problems = [
        denied > 0 && `${denied} of them may not be looked at: the missing permission stands in the row.`,
        unanswered > 0 && `About ${unanswered} of them AWS gave no answer: refresh to try again.`,
      ].filter((problem) => problem !== false);
      notify({
        type: problems.length > 0 ? 'warning' : 'success',
        id: 'references',
        header: `AWS was asked about ${counted(parameters, 'parameter')} and ${counted(secrets, 'secret')}.`,
        content: problems.length > 0 ? problems.join(' ') : undefined,
      });
    } else notifyError(result.error, 'AWS could not be asked');
    await readAnew();
  };

  const situation = { now: data ? Date.parse(data.now) : 0, kmsAlias };
  const shown = data ? filterCredentials(data, filter, situation) : NOTHING;
  const attention = data ? filterCredentials(data, { text: '', attentionOnly: true }, situation) : NOTHING;
  const attentionCount = attention.minted.length + attention.parameters.length + attention.secrets.length;
  const references = data ? [...data.parameters, ...data.secrets] : [];
  const unchecked = references.filter(({ state }) => state === 'unchecked').length;
  const loading = !data && !error;
  const failed = !data && error !== null;
  const skewMs = data?.skewMs ?? 0;
  const common = { realm, loading, failed };

  return (
    <ConsolePage
      realm={realm}
      active={`/${encodeURIComponent(realm)}/credentials`}
      breadcrumbs={[{ text: 'Credential expiry', href: `/${encodeURIComponent(realm)}/credentials` }]}
      contentType="dashboard"
      help={<CredentialsHelp realm={realm} kmsAlias={kmsAlias} />}
      header={
        <Header
          variant="h1"
          description="What the connections log in with, and until when. No password is shown or kept."
          actions={
            <Button
              iconName="refresh"
              loading={refreshing}
              loadingText="Asking AWS"
              disabled={references.length === 0}
              {...(data && { disabledReason: 'No connection names a parameter or secret.' })}
              {...mayAsk}
              onClick={() => void askAws()}
            >
              Refresh from AWS
            </Button>
          }
        >
          Credential expiry
        </Header>
      }
    >
      <SpaceBetween size="l">
        {error && <LoadFailure error={error} onRetry={() => void refetch()} stale={data !== undefined} />}
        {asking !== null && (
          <WorkProgress realm={realm} id={asking} what="Asking AWS" parts="parameters and secrets" />
        )}
        {unchecked > 0 && (
          <Alert
            type="info"
            header={`AWS was not asked yet about ${counted(unchecked, 'parameter or secret', 'parameters and secrets')}`}
            action={
              <Button {...mayAsk} loading={refreshing} loadingText="Asking AWS" onClick={() => void askAws()}>
                Ask AWS now
              </Button>
            }
          >
            Age, type, key and rotation are known once AWS was asked. Only descriptions are read, never a
            value.
          </Alert>
        )}
        {data && <CredentialFigures data={data} kmsAlias={kmsAlias} skewMs={skewMs} />}
        <SpaceBetween direction="horizontal" size="s" alignItems="center">
          <div className="credentials-search">
            <TextFilter
              filteringText={filter.text}
              filteringPlaceholder="Find a user, cluster, name or connection"
              filteringAriaLabel="Find credentials"
              filteringClearAriaLabel="Clear"
              countText={data ? matches(shown) : ''}
              onChange={({ detail }) => setFilter({ ...filter, text: detail.filteringText })}
            />
          </div>
          <SegmentedControl
            label="Which credentials are shown"
            selectedId={filter.attentionOnly ? 'attention' : 'all'}
            options={[
              { id: 'all', text: 'All' },
              { id: 'attention', text: data ? `Needs attention (${attentionCount})` : 'Needs attention' },
            ]}
            onChange={({ detail }) =>
              setFilter({ ...filter, attentionOnly: detail.selectedId === 'attention' })
            }
          />
        </SpaceBetween>
        <ExpiryTimeline
          minted={shown.minted}
          secrets={shown.secrets}
          skewMs={skewMs}
          loading={loading}
          failed={failed}
        />
        <MintedTable
          {...common}
          minted={shown.minted}
          total={data?.minted.length ?? 0}
          skewMs={skewMs}
          minting={minting}
          onMint={(row) => void mintAnew(row)}
          onForget={setToForget}
        />
        <ParameterTable
          {...common}
          kmsAlias={kmsAlias}
          parameters={shown.parameters}
          total={data?.parameters.length ?? 0}
        />
        <SecretTable {...common} secrets={shown.secrets} total={data?.secrets.length ?? 0} skewMs={skewMs} />
      </SpaceBetween>
      {toForget && (
        <ForgetModal
          row={toForget}
          busy={forgetting}
          onCancel={() => setToForget(null)}
          onConfirm={() => void forgetRow(toForget)}
        />
      )}
    </ConsolePage>
  );
}

/** The filter, kept in the address as well, so that it can be sent to a colleague. */
function useUrlFilter() {
  const params = useSearchParams();
  const [filter, setFilter] = useState({
    text: params.get('q') ?? '',
    attentionOnly: params.get('show') === 'attention',
  });
  const change = (next: typeof filter) => {
    setFilter(next);
    const written = new URLSearchParams();
    if (next.text) written.set('q', next.text);
    if (next.attentionOnly) written.set('show', 'attention');
    window.history.replaceState(null, '', written.size > 0 ? `?${written}` : window.location.pathname);
  };
  return [filter, change] as const;
}

function LoadFailure({ error, onRetry, stale }: { error: Error; onRetry: () => void; stale: boolean }) {
  const dto = error instanceof RequestError ? error.error : null;
  return (
    <Alert
      type="error"
      header={stale ? 'What is shown may be out of date' : 'The credentials could not be read'}
      action={<Button onClick={onRetry}>Try again</Button>}
    >
      {dto?.message ?? error.message} <Box variant="span">{dto?.hint}</Box>
    </Alert>
  );
}

function matches(shown: Pick<CredentialsDto, 'minted' | 'parameters' | 'secrets'>): string {
  return counted(shown.minted.length + shown.parameters.length + shown.secrets.length, 'match', 'matches');
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
