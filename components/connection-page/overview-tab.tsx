'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { clusterIdOf, clusterKeyOf } from '@/lib/connectors/cluster-id';
import { dialectOf, isOtherType } from '@/lib/connectors/lava-types';
import { LOGIN_METHOD_LABELS, loginMethodOf } from '@/lib/connectors/login-method';
import { loginWayOf } from '@/lib/connectors/login-way';
import { untestableReason } from '@/lib/connectors/testable';
import { tlsBehaviourOf } from '@/lib/connectors/tls-behaviour';
import type { ConnectionDto } from '@/lib/services/connections/connection-dto';
import type { RunDto } from '@/lib/services/tests/run-dto';
import { useGate } from '../access/access';
import { Breakable } from '../breakable/breakable';
import { editHref } from '../connection-commands/connection-actions';
import { Countdown } from '../credentials/countdown';
import { FittingTable } from '../fitting-table/fitting-table';
import { CodeText } from '../test-run/code-text';
import { FindingList } from '../test-run/finding-list';
import { OutcomeIndicator } from '../test-run/outcome-indicator';
import { TestButton } from '../test-run/test-button';
import { Time } from '../time/time';
import { resolvedRows, specRows } from './provenance';

/** What the connection is, what is wrong with it, and every field with its origin. */
export function OverviewTab({
  connection,
  lastRun,
  onTest,
}: {
  connection: ConnectionDto;
  lastRun: RunDto | null;
  onTest: () => void;
}) {
  const { findings, realm, connId } = connection;
  const fixHref = (field: string) => editHref(realm, connId, field);
  return (
    <SpaceBetween size="l">
      <Summary connection={connection} lastRun={lastRun} />
      <Container
        header={
          <Header variant="h2" counter={`(${findings.length})`}>
            Findings
          </Header>
        }
      >
        {findings.length > 0 ? (
          <FindingList
            findings={findings}
            fixHref={fixHref}
            serverlessHref={`${editHref(realm, connId)}?type=redshift-serverless`}
          />
        ) : (
          <StatusIndicator type="success">Nothing to remark on the specification.</StatusIndicator>
        )}
      </Container>
      <Fields connection={connection} lastRun={lastRun} onTest={onTest} />
    </SpaceBetween>
  );
}

function Summary({ connection, lastRun }: { connection: ConnectionDto; lastRun: RunDto | null }) {
  const { spec, credentialExpiresAt } = connection;
  const tls = tlsBehaviourOf(spec);
  const cluster = clusterIdOf(spec);
  const method = loginMethodOf(spec);
  const text = (value: unknown) => (value === undefined ? '–' : String(value));
  const isRedshift = dialectOf(spec.type) === 'redshift';
  const isDatabase = !isOtherType(spec.type);
  return (
    <Container header={<Header variant="h2">Summary</Header>}>
      <SpaceBetween size="m">
        {typeof spec.description === 'string' && spec.description !== '' && (
          <Box variant="p">{spec.description}</Box>
        )}
        <KeyValuePairs
          columns={4}
          items={[
            {
              label: 'Last test',
              value: (
                <>
                  <OutcomeIndicator outcome={lastRun?.result?.outcome ?? null} type={spec.type} />
                  {lastRun && (
                    <Box fontSize="body-s" color="text-body-secondary">
                      <Time at={lastRun.startedAt} alone />
                    </Box>
                  )}
                </>
              ),
            },
            { label: 'Logs in by', value: LOGIN_METHOD_LABELS[method] },
            ...(isDatabase
              ? [
                  {
                    label: 'Temporary credentials',
                    value: credentialExpiresAt ? (
                      <Countdown expiresAt={credentialExpiresAt} skewMs={0} />
                    ) : method === 'rds-token' ? (
                      'A token of its own for every login'
                    ) : (
                      'None obtained'
                    ),
                  },
                ]
              : []),
            { label: 'Owner', value: <Breakable text={text(spec.owner)} plain /> },
            ...(isDatabase
              ? [
                  { label: 'Host', value: <Breakable text={text(spec.host)} /> },
                  {
                    label: 'Port, database',
                    value: (
                      <span className="mono">
                        {text(spec.port)}, {text(spec.database)}
                      </span>
                    ),
                  },
                  { label: 'User', value: <span className="mono">{text(spec.user)}</span> },
                ]
              : []),
            { label: 'Type', value: <span className="mono">{text(spec.type)}</span> },
            ...(isRedshift
              ? [
                  {
                    label: clusterKeyOf(spec) === 'workgroup' ? 'Workgroup' : 'Cluster',
                    value: (
                      <span className="mono">
                        {loginWayOf(spec) !== 'iam' || cluster.source === 'none' ? '–' : cluster.id}
                      </span>
                    ),
                  },
                ]
              : []),
            ...(isDatabase
              ? [{ label: 'TLS', value: tls ? `The driver ${tls.summary}.` : 'Not known for this driver' }]
              : []),
            {
              label: 'Last change',
              value: (
                <>
                  <Time at={connection.updatedAt} alone /> by {connection.updatedBy}, version{' '}
                  {connection.version}
                </>
              ),
            },
            {
              label: 'Created',
              value: (
                <>
                  <Time at={connection.createdAt} alone /> by {connection.createdBy}
                </>
              ),
            },
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}

function Fields({
  connection,
  lastRun,
  onTest,
}: {
  connection: ConnectionDto;
  lastRun: RunDto | null;
  onTest: () => void;
}) {
  const { spec, version } = connection;
  const mayTest = useGate(connection.realm)('connection:test');
  const trace = lastRun?.result?.trace;
  const resolved = lastRun?.result?.resolved;
  const current = lastRun?.specVersion === version;
  const known = trace && resolved && current;
  const untestable = untestableReason(spec.type);
  return (
    <SpaceBetween size="s">
      {!known && untestable === undefined && (
        <Alert
          type="info"
          action={
            <TestButton {...mayTest} onClick={onTest}>
              Test now
            </TestButton>
          }
        >
          {why(lastRun, current)} Here is what the specification alone tells; a test shows where every value
          really comes from.
        </Alert>
      )}
      <FittingTable
        wrapLines
        contentDensity="compact"
        items={known ? resolvedRows(spec, resolved, trace) : specRows(spec)}
        trackBy="name"
        ariaLabels={{ tableLabel: 'Fields and where they come from' }}
        header={
          <Header
            variant="h2"
            description={
              known ? (
                <>
                  As the test <Time at={lastRun.startedAt} alone /> found them.
                </>
              ) : undefined
            }
          >
            Fields and where they come from
          </Header>
        }
        columnDefinitions={[
          {
            id: 'name',
            header: 'Field',
            isRowHeader: true,
            minWidth: 150,
            cell: ({ name, label }) => (
              <>
                <span className="mono">{name}</span>
                {label !== name && (
                  <Box fontSize="body-s" color="text-body-secondary">
                    {label}
                  </Box>
                )}
              </>
            ),
          },
          {
            id: 'value',
            header: 'Value',
            minWidth: 160,
            cell: ({ value }) => (value === null ? '–' : <span className="mono">{value}</span>),
          },
          { id: 'from', header: 'Comes from', minWidth: 200, cell: ({ from }) => <CodeText text={from} /> },
          {
            id: 'shadowed',
            header: 'Wins over',
            minWidth: 140,
            cell: ({ shadowed }) =>
              shadowed.length === 0
                ? '–'
                : shadowed.map((text) => (
                    <div key={text}>
                      <CodeText text={text} />
                    </div>
                  )),
          },
        ]}
      />
    </SpaceBetween>
  );
}

function why(lastRun: RunDto | null, current: boolean): string {
  if (!lastRun) return 'This connection was never tested.';
  if (!current) return 'The specification has changed since the last test.';
  return 'The last test ended before every value was known.';
}
