import { RESOLUTION_STAGES, type StageName, type StageResult, type StageState } from '@/lib/connectors/stage';

/** The stages in words. */
export const STAGE_LABELS: Readonly<Record<StageName, string>> = {
  record: 'Read the specification',
  ssm: 'Read the SSM parameter',
  secret: 'Read the secret',
  required: 'Required fields',
  enabled: 'Enabled',
  port: 'Port',
  type: 'Connector type',
  password: 'Password or credentials',
  'external-id': 'Read the external id',
  'assume-role': 'Assume the role',
  iam: 'Temporary credentials',
  'required-login': 'Fields needed to log in',
  driver: 'Driver settings',
  dns: 'Look up the host',
  tcp: 'Reach the port',
  tls: 'Encrypt (TLS)',
  login: 'Log in',
  query: 'Run a query',
  identity: 'Check the user',
};

export const STATE_LABELS: Readonly<Record<StageState, string>> = {
  passed: 'passed',
  failed: 'failed',
  warning: 'warning',
  'not-run': 'not run',
};

/** Whether the stage belongs to what lava does before it dials. */
export function isResolutionStage(stage: StageName): boolean {
  return RESOLUTION_STAGES.some((name) => name === stage);
}

/** A duration as people read it: whole milliseconds, from a second on seconds with one digit. */
export function formatMs(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** Where each stage's bar begins: the time its forerunners took, in ms. */
export function stageOffsets(stages: readonly StageResult[]): number[] {
  let sum = 0;
  return stages.map(({ ms }) => {
    const offset = sum;
    sum += ms;
    return offset;
  });
}
