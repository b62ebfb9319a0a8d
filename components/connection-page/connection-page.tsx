'use client';

import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { policyFor, policyText } from '@/lib/connectors/policy';
import { isTruthy } from '@/lib/connectors/python-values';
import { untestableReason } from '@/lib/connectors/testable';
import type { ConnectionDto } from '@/lib/services/connections/connection-dto';
import type { RunDto } from '@/lib/services/tests/run-dto';
import { useAsking, useGate } from '../access/access';
import { useFollow } from '../app-link/use-follow';
import { type ConnectionActions, connectionHref, editHref } from '../connection-commands/connection-actions';
import { DeleteDialog } from '../connection-commands/delete-dialog';
import { useConnectionCommands } from '../connection-commands/use-connection-commands';
import { concernedJobs, jobsQuery } from '../jobs/jobs-query';
import { SyncNotice } from '../lava/sync-notice';
import { ConsolePage } from '../shell/console-page';
import { TestButton } from '../test-run/test-button';
import { useTestRun } from '../test-run/use-test-run';
import { WakeNote } from '../test-run/wake-note';
import type { CheckWorker } from '../worker-check/use-worker-check';
import { CodeTab } from './code-tab';
import { HistoryTab } from './history-tab';
import { JobsTab } from './jobs-tab';
import { OverviewTab } from './overview-tab';
import { RoleTabs } from './role-tabs';
import { TestTab } from './test-tab';
import { useUrlState } from './use-url-state';
import type { RestoreVersion } from './versions';

const WorkerTab = dynamic(() => import('../worker-check/worker-tab').then((module) => module.WorkerTab), {
  loading: () => null,
});

const Versions = dynamic(() => import('./versions').then((module) => module.Versions), {
  loading: () => null,
});

const TABS = ['overview', 'test', 'worker', 'history', 'versions', 'jobs', 'json', 'policy'] as const;

/** What the page needs to know of the realm. */
interface PageRealm {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly kmsAlias: string;
  readonly protected: boolean;
  readonly workerRoleArns: readonly string[];
  /** Whether it is joined to a running lava. */
  readonly joined: boolean;
}

/** One connection: what it is, whether it works, what happened, and what it takes. */
export function ConnectionPage({
  realm,
  connection,
  lastRun,
  actions,
}: {
  realm: PageRealm;
  connection: ConnectionDto;
  lastRun: RunDto | null;
  actions: ConnectionActions & { readonly checkWorker: CheckWorker; readonly restoreVersion: RestoreVersion };
}) {
  const { connId, spec, version } = connection;
  const follow = useFollow();
  const gate = useGate(realm.name);
  const asking = useAsking(realm.name);
  const write = gate('connection:write');
  const [params, setParams] = useUrlState();
  const test = useTestRun({
    realm: realm.name,
    startTest: actions.startTest,
    cancelTest: actions.cancelTest,
  });
  const commands = useConnectionCommands(realm.name, actions);
  const { data: using } = useQuery(jobsQuery(realm.name, [connId]));
  const jobs = using?.readAt ? concernedJobs(using).length : null;
  const [deleting, setDeleting] = useState(false);

  const list = `/${encodeURIComponent(realm.name)}/connections`;
  const tab = TABS.find((id) => id === params.get('tab')) ?? 'overview';
  const enabled = isTruthy(spec.enabled);
  const untestable = untestableReason(spec.type);
  const policy = policyFor(spec, {
    realm: realm.name,
    account: realm.account,
    region: realm.region,
    kmsAlias: realm.kmsAlias,
  });
  const latest = test.run?.state === 'finished' ? test.run : lastRun;
  const runNow = () => {
    setParams({ tab: 'test', run: null });
    void test.start({ connId });
  };
  const onCommand = (id: string) => {
    if (id === 'enable' || id === 'disable')
      void commands.setEnabled([connId], id === 'enable', { [connId]: version });
    else if (id === 'duplicate') void commands.duplicate([connId]);
    else setDeleting(true);
  };

  return (
    <ConsolePage
      realm={realm.name}
      active={list}
      contentType="dashboard"
      breadcrumbs={[
        { text: 'Connections', href: list },
        { text: connId, href: connectionHref(realm.name, connId) },
      ]}
      header={
        <Header
          variant="h1"
          info={enabled ? undefined : <Badge>Disabled</Badge>}
          description={<WakeNote spec={spec} />}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <ButtonDropdown
                expandToViewport
                loading={commands.refreshing}
                {...write}
                onItemClick={({ detail }) => onCommand(detail.id)}
                items={[
                  enabled
                    ? { id: 'disable', text: asking('Disable') }
                    : { id: 'enable', text: asking('Enable') },
                  { id: 'duplicate', text: asking('Duplicate') },
                  { id: 'delete', text: asking('Delete') },
                ]}
              >
                Actions
              </ButtonDropdown>
              <Button href={editHref(realm.name, connId)} onFollow={follow} {...write}>
                Edit
              </Button>
              <TestButton
                variant="primary"
                loading={test.running}
                loadingText="Testing"
                {...gate('connection:test')}
                {...(untestable !== undefined && { disabled: true, disabledReason: untestable })}
                onClick={runNow}
              >
                Test
              </TestButton>
            </SpaceBetween>
          }
        >
          <span className="mono">{connId}</span>
        </Header>
      }
    >
      <Tabs
        activeTabId={tab}
        ariaLabel={`About ${connId}`}
        onChange={({ detail }) =>
          setParams({ tab: detail.activeTabId === 'overview' ? null : detail.activeTabId, run: null })
        }
        tabs={[
          {
            id: 'overview',
            label: 'Overview',
            content: (
              <SpaceBetween size="l">
                {realm.joined && <SyncNotice realm={realm.name} connId={connId} version={version} />}
                <OverviewTab connection={connection} lastRun={latest} onTest={runNow} />
              </SpaceBetween>
            ),
          },
          {
            id: 'test',
            label: 'Test',
            content: (
              <TestTab
                realm={realm.name}
                connId={connId}
                version={version}
                spec={spec}
                test={test}
                lastRun={lastRun}
                policy={policyText(policy)}
              />
            ),
          },
          {
            id: 'worker',
            label: 'Worker',
            content: (
              <WorkerTab
                realm={realm.name}
                connId={connId}
                roles={realm.workerRoleArns}
                checkWorker={actions.checkWorker}
              />
            ),
          },
          {
            id: 'versions',
            label: 'History',
            content: (
              <Versions
                realm={realm.name}
                connId={connId}
                version={version}
                restoreVersion={actions.restoreVersion}
              />
            ),
          },
          {
            id: 'history',
            label: 'Test history',
            content: (
              <HistoryTab
                realm={realm.name}
                connId={connId}
                runId={params.get('run')}
                onOpen={(run) => setParams({ tab: 'history', run })}
                policy={policyText(policy)}
              />
            ),
          },
          {
            id: 'jobs',
            label: jobs === null ? 'Jobs' : `Jobs (${jobs})`,
            content: <JobsTab realm={realm.name} connId={connId} />,
          },
          {
            id: 'json',
            label: 'JSON',
            content: (
              <CodeTab
                title="Specification"
                description="Exactly what lava stores."
                content={JSON.stringify(spec, null, 2)}
                copyText="Copy JSON"
              />
            ),
          },
          {
            id: 'policy',
            label: 'IAM policy',
            content: (
              <SpaceBetween size="l">
                <CodeTab
                  title="IAM policy"
                  description="The permissions a worker needs for this connection, and no more."
                  content={policyText(policy)}
                  missing={policy.missing}
                  copyText="Copy policy"
                />
                <RoleTabs spec={spec} realm={realm} />
              </SpaceBetween>
            ),
          },
        ]}
      />
      {commands.dialog}
      {deleting && (
        <DeleteDialog
          realm={realm.name}
          protectedRealm={realm.protected}
          connIds={[connId]}
          onClose={() => setDeleting(false)}
          onDelete={(answer) =>
            commands.remove([connId], { ...answer, next: list, versions: { [connId]: version } })
          }
        />
      )}
    </ConsolePage>
  );
}
