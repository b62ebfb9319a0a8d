'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { untestableReason } from '@/lib/connectors/testable';
import type { ChangeRequestDetail } from '@/lib/services/changes/change-dto';
import { useGate } from '../access/access';
import { type Action, type ActionResult, callAction } from '../action-result/action-result';
import { useFollow } from '../app-link/use-follow';
import { connectionHref, editHref } from '../connection-commands/connection-actions';
import { jsonSpec } from '../connection-form/use-save';
import { FieldChanges } from '../iam-migration/field-changes';
import { JobsConcerned } from '../jobs/jobs-concerned';
import { publicationHref } from '../lava/lava-queries';
import { ThreeWayList } from '../lava/three-way-list';
import { useNotifications } from '../notifications/notifications';
import { ConsolePage } from '../shell/console-page';
import { FindingList } from '../test-run/finding-list';
import { OutcomeIndicator } from '../test-run/outcome-indicator';
import { TestRun } from '../test-run/test-run';
import { type CancelTest, type StartTest, useTestRun } from '../test-run/use-test-run';
import { Time } from '../time/time';
import { RefuseDialog } from './refuse-dialog';
import { STATE_LABELS, titleOf } from './request-labels';
import { requestQuery } from './requests-query';
import { requestsHref } from './waiting-notice';

/** What can be done with a request; the page's server actions. */
export interface RequestActions {
  readonly approve: Action<
    { realm: string; id: string; token?: string | null },
    { readonly publicationId: string | null }
  >;
  readonly refuse: Action<{ realm: string; id: string; note: string }, { readonly refused: string }>;
  readonly withdraw: Action<{ realm: string; id: string }, { readonly withdrawn: string }>;
  readonly startTest: StartTest;
  readonly cancelTest: CancelTest;
}

/** One request: what it changes, what speaks for and against it, and the decision. */
export function RequestPage({
  realm,
  initial,
  actions,
}: {
  realm: string;
  initial: ChangeRequestDetail;
  actions: RequestActions;
}) {
  const queryClient = useQueryClient();
  const router = useRouter();
  const follow = useFollow();
  const gate = useGate(realm);
  const { notify, notifyError } = useNotifications();
  const { data: request } = useQuery({ ...requestQuery(realm, initial.id), initialData: initial });
  const [busy, setBusy] = useState(false);
  const [refusing, setRefusing] = useState(false);
  const { connId, own, stale, barred, sides } = request;
  const reason = barred ?? stale;
  const isOpen = request.state === 'open';
  const href = requestsHref(realm);

  const during = async <Data,>(
    work: Promise<ActionResult<Data>>,
    done: string,
  ): Promise<ActionResult<Data>> => {
    setBusy(true);
    const result = await work;
    setBusy(false);
    if (result.ok) notify({ type: 'success', header: done });
    else notifyError(result.error, 'Nothing was decided');
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ['realm', realm] }),
      queryClient.invalidateQueries({ queryKey: ['lava', realm] }),
    ]);
    return result;
  };
  const approve = async () => {
    const input = { realm, id: request.id, ...(sides && { token: sides.token }) };
    const result = await during(callAction(actions.approve, input), `Approved: ${titleOf(request)}`);
    if (!result.ok) return;
    // What is published may still meet a conflict there: its results tell.
    const { publicationId } = result.data;
    router.push(publicationId === null ? href : publicationHref(realm, publicationId));
  };
  const decide = gate('change:decide');

  return (
    <ConsolePage
      realm={realm}
      active={href}
      breadcrumbs={[
        { text: 'Requests', href },
        { text: titleOf(request), href: requestsHref(realm, request.id) },
      ]}
      header={
        <Header
          variant="h1"
          description={
            <>
              {request.requestedBy} asked for this <Time at={request.requestedAt} alone />.
            </>
          }
          actions={
            isOpen && (
              <SpaceBetween direction="horizontal" size="xs">
                {own ? (
                  <Button
                    loading={busy}
                    onClick={() =>
                      during(
                        callAction(actions.withdraw, { realm, id: request.id }),
                        `Withdrawn: ${titleOf(request)}`,
                      )
                    }
                  >
                    Withdraw
                  </Button>
                ) : (
                  <>
                    <Button
                      {...decide}
                      disabled={busy || decide.disabled === true}
                      onClick={() => setRefusing(true)}
                    >
                      Refuse
                    </Button>
                    <Button
                      variant="primary"
                      loading={busy}
                      {...decide}
                      {...(reason !== null && { disabled: true, disabledReason: reason })}
                      onClick={approve}
                    >
                      Approve
                    </Button>
                  </>
                )}
              </SpaceBetween>
            )
          }
        >
          {titleOf(request)}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <State request={request} />
        {request.note !== null && (
          <div>
            <Box variant="awsui-key-label">Why</Box>
            <Box variant="p">{request.note}</Box>
          </div>
        )}
        {barred !== null && (
          <Alert type="warning" header="It cannot be approved any more">
            {barred} {own ? 'An' : 'Refuse it; an'} editor who wants this change can ask for it.
          </Alert>
        )}
        {barred === null && stale !== null && (
          <Alert
            type="warning"
            header="Overtaken: it cannot be approved any more"
            action={
              request.version !== null && (
                <Button href={editHref(realm, connId)} onFollow={follow}>
                  Change it anew
                </Button>
              )
            }
          >
            {stale}{' '}
            {own
              ? 'Make the change again, then withdraw this.'
              : 'Who asked for it has to make the change again.'}
          </Alert>
        )}
        {isOpen && own && barred === null && (
          <Alert type="info" header="Waits for approval by another editor">
            Nobody approves a change of their own. You can withdraw it.
          </Alert>
        )}
        {isOpen && <Changes request={request} />}
        {request.spec !== null && (
          <Container
            header={
              <Header variant="h2" counter={`(${request.findings.length})`}>
                Findings
              </Header>
            }
          >
            {request.findings.length === 0 ? (
              <StatusIndicator type="success">Nothing to remark</StatusIndicator>
            ) : (
              <FindingList findings={request.findings} />
            )}
          </Container>
        )}
        <TestOfIt realm={realm} request={request} actions={actions} />
        {isOpen && (request.version !== null || request.action === 'publish') && (
          <JobsConcerned realm={realm} connIds={[connId]} />
        )}
      </SpaceBetween>
      {refusing && (
        <RefuseDialog
          title={titleOf(request)}
          onClose={() => setRefusing(false)}
          onRefuse={(note) =>
            during(
              callAction(actions.refuse, { realm, id: request.id, note }),
              `Refused: ${titleOf(request)}`,
            ).then(({ ok }) => ok)
          }
        />
      )}
    </ConsolePage>
  );
}

function State({ request }: { request: ChangeRequestDetail }) {
  const { text, type } = STATE_LABELS[request.state];
  return (
    <div>
      <StatusIndicator type={type}>{text}</StatusIndicator>
      {request.decidedAt !== null && (
        <>
          {' '}
          <Time at={request.decidedAt} alone /> by {request.decidedBy}
        </>
      )}
      {request.decisionNote !== null && <Box variant="p">{request.decisionNote}</Box>}
    </div>
  );
}

function Changes({ request }: { request: ChangeRequestDetail }) {
  const { action, changes, sides } = request;
  return (
    <Container
      header={
        <Header variant="h2" description={WHAT[action]}>
          What changes
        </Header>
      }
    >
      {action === 'publish' ? (
        sides ? (
          <ThreeWayList sides={sides} />
        ) : (
          <Box>There is nothing to compare.</Box>
        )
      ) : changes.length === 0 ? (
        <Box>Nothing: what is stored is the same.</Box>
      ) : (
        <FieldChanges changes={changes} after="Then" />
      )}
    </Container>
  );
}

const WHAT = {
  create: 'A new connection, with these fields.',
  restore: 'The connection comes back as it was when it was deleted, with its versions.',
  update: 'The fields that differ from what is stored now.',
  delete: 'The connection goes, with the history of its tests. Jobs that name it fail from then on.',
  publish: 'What is here goes to lava’s table: workers use it from then on.',
} as const;

function TestOfIt({
  realm,
  request,
  actions,
}: {
  realm: string;
  request: ChangeRequestDetail;
  actions: RequestActions;
}) {
  const gate = useGate(realm);
  const test = useTestRun({ realm, startTest: actions.startTest, cancelTest: actions.cancelTest });
  const { connId, spec, lastRun, version } = request;
  const untestable = spec === null ? 'What is deleted is not tested.' : untestableReason(spec.type);
  const start = () => {
    if (spec === null) return;
    const draftOf = version === null ? {} : { draftOf: connId };
    void test.start(request.action === 'publish' ? { connId } : { draft: jsonSpec(spec), ...draftOf });
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            request.state === 'open' &&
            spec !== null && (
              <Button
                loading={test.running}
                loadingText="Testing"
                {...gate(request.action === 'publish' ? 'connection:test' : 'connection:write')}
                {...(untestable !== undefined && { disabled: true, disabledReason: untestable })}
                onClick={start}
              >
                Test what is asked for
              </Button>
            )
          }
        >
          Test
        </Header>
      }
    >
      <SpaceBetween size="m">
        {test.error && (
          <Alert type="error" header={test.error.message}>
            {test.error.hint}
          </Alert>
        )}
        {test.run ? (
          <TestRun
            run={test.run}
            realm={realm}
            onCancel={test.cancel}
            fixHref={(field) => editHref(realm, connId, field)}
          />
        ) : lastRun ? (
          <div>
            <OutcomeIndicator outcome={lastRun.outcome} type={String(spec?.type ?? '')} />{' '}
            {lastRun.draft ? 'a draft' : `version ${lastRun.specVersion}`},{' '}
            <Time at={lastRun.startedAt} alone /> by {lastRun.actor}. {lastRun.verdict}
          </div>
        ) : (
          <Box color="text-body-secondary">{untestable ?? 'Not tested as asked for.'}</Box>
        )}
        {version !== null && (
          <Button variant="inline-link" href={connectionHref(realm, connId)}>
            Open the connection
          </Button>
        )}
      </SpaceBetween>
    </Container>
  );
}
