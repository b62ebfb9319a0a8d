'use client';

import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { workerKind } from '@/lib/connectors/worker-arn';
import type { RoleCheck, WorkerCheck } from '@/lib/services/worker/worker-check';
import { CodeText } from '../test-run/code-text';
import { STAGE_LABELS } from '../test-run/stage-labels';
import { Time } from '../time/time';
import { MissingPolicy } from './missing-policy';
import { roleName } from './role-name';
import { SimulatedTable } from './simulated-table';
import { StagesSideBySide } from './stages-side-by-side';

/** What the worker roles can do with a connection, beside what the console can. */
export function WorkerResult({ check }: { check: WorkerCheck }) {
  const assumed = check.roles.filter((role) => role.how === 'assumed');
  return (
    <SpaceBetween size="l">
      <LiveRegion>
        <Box color="text-body-secondary" fontSize="body-s">
          Checked <Time at={check.checkedAt} alone />. Nothing was dialled, and no credential was kept.
        </Box>
      </LiveRegion>
      <StagesSideBySide dashboard={check.dashboard} roles={assumed} />
      {check.roles.map((role) => (
        <RoleResult key={role.roleArn} role={role} dashboardOk={check.dashboard.ok} />
      ))}
    </SpaceBetween>
  );
}

function RoleResult({ role, dashboardOk }: { role: RoleCheck; dashboardOk: boolean }) {
  return (
    <SpaceBetween size="s">
      <div>
        <Header
          variant="h3"
          info={
            <Badge color={role.how === 'simulated' ? 'severity-medium' : 'grey'}>
              {role.how === 'assumed' ? 'tried' : role.how === 'simulated' ? 'simulated' : 'unknown'}
            </Badge>
          }
        >
          <span className="mono">{roleName(role.roleArn)}</span>
        </Header>
        <Box color="text-body-secondary" fontSize="body-s">
          <span className="mono">{role.roleArn}</span>{' '}
          <CopyToClipboard
            variant="icon"
            textToCopy={role.roleArn}
            copyButtonAriaLabel={`Copy the ARN of the ${workerKind(role.roleArn)}`}
            copySuccessText="Copied"
            copyErrorText="The browser did not allow copying"
          />
        </Box>
      </div>
      <Verdict role={role} dashboardOk={dashboardOk} />
      {role.how !== 'unknown' && role.lines.length > 0 && (
        <SimulatedTable name={roleName(role.roleArn)} lines={role.lines} />
      )}
      {role.how !== 'unknown' &&
        role.add.map(({ roleArn, text, certain }) => (
          <MissingPolicy key={text} role={roleName(roleArn)} text={text} certain={certain} />
        ))}
    </SpaceBetween>
  );
}

const SIMULATED = {
  yes: {
    type: 'success',
    word: 'Yes',
    words: 'has every permission the connection needs.',
  },
  no: {
    type: 'error',
    word: 'No',
    words: 'lacks what the connection needs.',
  },
  undecided: {
    type: 'warning',
    word: 'Undecided',
    words: 'lacks nothing as far as is known, but not everything could be looked at.',
  },
} as const;

function Verdict({ role, dashboardOk }: { role: RoleCheck; dashboardOk: boolean }) {
  if (role.how === 'unknown') {
    return (
      <Alert type="warning" header={role.message}>
        {role.permissions.length > 0 && (
          <>
            Allow the console{' '}
            {role.permissions.map((permission, index) => (
              <span key={permission}>
                {index > 0 && ' or '}
                <span className="mono">{permission}</span>
              </span>
            ))}{' '}
            on this {workerKind(role.roleArn)}.
            {role.permissions.includes('sts:AssumeRole') &&
              ' To be assumed, the role’s trust policy must name the console, too.'}
          </>
        )}
      </Alert>
    );
  }
  if (role.how === 'simulated') {
    const isUser = workerKind(role.roleArn) === 'user';
    const { type, word, words } = SIMULATED[role.verdict];
    return (
      <SpaceBetween size="xxs">
        {role.lines.length === 0 ? (
          <Box>
            <StatusIndicator type="info">Nothing to check</StatusIndicator> The connection asks AWS for
            nothing that a policy could allow or deny.
          </Box>
        ) : (
          <Box>
            <StatusIndicator type={type}>{word}</StatusIndicator> By its policies a worker{' '}
            {isUser ? 'that runs as this user' : 'with this role'} {words}
          </Box>
        )}
        <Box color="text-body-secondary" fontSize="body-s">
          {isUser
            ? 'Nobody can assume an IAM user, so IAM simulated its policies.'
            : 'The console may not assume this role, so IAM simulated its policies.'}{' '}
          The policies of keys and secrets themselves are not part of that, and nothing was read.
        </Box>
      </SpaceBetween>
    );
  }
  const failed = role.stages.find(({ state }) => state === 'failed');
  if (!failed && role.verdict !== 'yes') {
    const { type, word } = SIMULATED[role.verdict];
    return (
      <Box>
        <StatusIndicator type={type}>{word}</StatusIndicator> A worker with this role gets its login token,
        which is made without AWS. Whether the database takes it depends on{' '}
        <span className="mono">rds-db:connect</span>,{' '}
        {role.verdict === 'no'
          ? 'and a policy denies that.'
          : 'and the specification does not tell the resource ID that a policy allows it on.'}
      </Box>
    );
  }
  if (!failed) {
    return (
      <Box>
        <StatusIndicator type="success">Yes</StatusIndicator> A worker with this role gets everything it needs
        to log in.
      </Box>
    );
  }
  return (
    <SpaceBetween size="xxs">
      <Box>
        <StatusIndicator type="error">No</StatusIndicator>{' '}
        {dashboardOk
          ? `The console can, but a worker with this role fails: ${STAGE_LABELS[failed.stage].toLowerCase()}.`
          : `A worker with this role fails, as the console does: ${STAGE_LABELS[failed.stage].toLowerCase()}.`}
      </Box>
      <Box>
        <CodeText text={[failed.message, failed.hint].filter(Boolean).join(' ')} />
      </Box>
    </SpaceBetween>
  );
}
