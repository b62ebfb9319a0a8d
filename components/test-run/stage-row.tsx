'use client';

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { StageName, StageResult } from '@/lib/connectors/stage';
import { useFollow } from '../app-link/use-follow';
import { exactTime } from '../time/time';
import { CodeText } from './code-text';
import { wasDenied } from './denied';
import { StageIndicator } from './outcome-indicator';
import { detailText } from './run-log';
import { formatMs, STAGE_LABELS } from './stage-labels';

/** How the reader gets from a remedy to what it is about. */
export interface Remedies {
  /** Jumps to the field on this page. */
  readonly onFixField?: (field: string) => void;
  /** The address where the field is edited. */
  readonly fixHref?: (field: string) => string;
  /** The IAM policy the connection needs, as text: offered where AWS denied something. */
  readonly policy?: string;
}

/** Checks that ask nobody: when they pass there is little to tell. */
const OWN_CHECKS: ReadonlySet<StageName> = new Set([
  'record',
  'required',
  'enabled',
  'port',
  'type',
  'password',
  'required-login',
  'driver',
]);

/** A stage that has ended: state, bar, time, and what it found. */
export function StageRow({
  stage,
  offset,
  total,
  showDetails,
  remedies,
}: {
  stage: StageResult;
  /** Where the bar begins and how long the whole test took, in ms. */
  offset: number;
  total: number;
  showDetails: boolean;
  remedies: Remedies;
}) {
  const bad = stage.state === 'failed' || stage.state === 'warning';
  return (
    <li aria-label={`${stage.stage}: ${stage.state}`}>
      <div className="test-run-line" data-state={stage.state}>
        <StageTitle stage={stage.stage} />
        <StageIndicator state={stage.state} />
        <div className="test-run-track" aria-hidden>
          {stage.state !== 'not-run' && (
            <div
              className="test-run-bar"
              data-state={stage.state}
              style={{ left: `min(${percent(offset, total)}, 100% - 3px)`, width: percent(stage.ms, total) }}
            />
          )}
        </div>
        <span className="test-run-ms">{stage.state === 'not-run' ? '–' : formatMs(stage.ms)}</span>
      </div>
      {stage.state === 'passed' && stage.message && (showDetails || !OWN_CHECKS.has(stage.stage)) && (
        <div className="test-run-note">
          <CodeText text={stage.message} />
        </div>
      )}
      {bad && <Remedy stage={stage} remedies={remedies} />}
      {(showDetails || bad) && stage.details && <Details details={stage.details} />}
    </li>
  );
}

/** The stage that runs now. */
export function RunningRow({ stage, offset, total }: { stage: StageName; offset: number; total: number }) {
  return (
    <li aria-label={`${stage}: running`}>
      <div className="test-run-line">
        <StageTitle stage={stage} />
        <StatusIndicator type="in-progress">running</StatusIndicator>
        <div className="test-run-track" aria-hidden>
          <div
            className="test-run-bar"
            data-state="running"
            style={{ left: percent(offset, total), right: 0 }}
          />
        </div>
        <span className="test-run-ms">{total > offset ? formatMs(total - offset) : ''}</span>
      </div>
    </li>
  );
}

function percent(part: number, whole: number): string {
  return `${whole > 0 ? Math.min(100, (part / whole) * 100).toFixed(2) : 0}%`;
}

function StageTitle({ stage }: { stage: StageName }) {
  return (
    <span>
      {STAGE_LABELS[stage]}{' '}
      <Box variant="span" color="text-body-secondary" fontSize="body-s">
        <span className="mono">{stage}</span>
      </Box>
    </span>
  );
}

function Remedy({ stage, remedies }: { stage: StageResult; remedies: Remedies }) {
  const { onFixField, fixHref, policy } = remedies;
  const follow = useFollow();
  const { field } = stage;
  return (
    <div className="test-run-remedy">
      <Alert
        type={stage.state === 'failed' ? 'error' : 'warning'}
        header={stage.message && <CodeText text={stage.message} />}
        action={
          <SpaceBetween direction="horizontal" size="xs">
            {field && onFixField && <Button onClick={() => onFixField(field)}>Go to {field}</Button>}
            {field && !onFixField && fixHref && (
              <Button href={fixHref(field)} onFollow={follow}>
                Edit {field}
              </Button>
            )}
            {policy && wasDenied(stage) && (
              <CopyToClipboard
                copyButtonText="Copy IAM policy"
                copySuccessText="Copied"
                copyErrorText="The browser did not allow copying"
                textToCopy={policy}
              />
            )}
          </SpaceBetween>
        }
      >
        {stage.hint && (
          <div>
            <CodeText text={stage.hint} />
          </div>
        )}
        {(stage.code || stage.awsCode) && (
          <Box fontSize="body-s" margin={{ top: 'xxs' }}>
            <span className="mono">
              {[stage.code, stage.awsCode && `AWS: ${stage.awsCode}`].filter(Boolean).join(' · ')}
            </span>
          </Box>
        )}
      </Alert>
    </div>
  );
}

/** The spellings of details in words; the rest shows as it is called. */
const DETAIL_LABELS: Readonly<Record<string, string>> = {
  addresses: 'Addresses',
  address: 'Address',
  port: 'Port',
  protocol: 'Protocol',
  cipher: 'Cipher',
  subject: 'Certificate of',
  issuer: 'Issued by',
  expires: 'Certificate expires',
  trusted: 'Trusted',
  notTrustedBecause: 'Not trusted because',
  hostNameMatches: 'Certificate names the host',
  sqlState: 'SQLSTATE',
  authentication: 'Authentication asked for',
  user: 'User',
  database: 'Database',
  version: 'Server version',
  driver: 'Driver',
  expiredAt: 'Expired at',
  expectedUser: 'Expected user',
  expectedDatabase: 'Expected database',
  error: 'System error',
};

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

function Details({ details }: { details: NonNullable<StageResult['details']> }) {
  const entries = Object.entries(details);
  if (entries.length === 0) return null;
  return (
    <Box fontSize="body-s">
      <dl className="test-run-details">
        {entries.map(([key, value]) => (
          <Detail key={key} label={DETAIL_LABELS[key] ?? key} value={value} />
        ))}
      </dl>
    </Box>
  );
}

function Detail({ label, value }: { label: string; value: Parameters<typeof detailText>[0] }) {
  const text = value === true ? 'yes' : value === false ? 'no' : detailText(value);
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {ISO_TIME.test(text) ? (
          <time dateTime={text}>{exactTime(text)}</time>
        ) : (
          <span className="mono">{text}</span>
        )}
      </dd>
    </>
  );
}
