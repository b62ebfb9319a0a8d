import { describe, expect, it } from 'vitest';
import type { StageResult } from '../connectors/stage';
import type { Resolution } from '../resolution/resolution';
import type { ProbeResult } from './probe-context';
import type { Encryption } from './stages/tls';
import { verdictOf } from './verdict';

const ENABLED: StageResult = { stage: 'enabled', state: 'passed', ms: 0 };
const DISABLED: StageResult = { stage: 'enabled', state: 'warning', ms: 0, code: 'DISABLED' };

function resolved(...stages: StageResult[]): Resolution {
  return { ok: true, spec: {}, trace: {}, credentials: { method: 'ssm', expiresAt: null }, stages };
}

function unresolved(code: string, ...before: StageResult[]): Resolution {
  const failed: StageResult = { stage: 'ssm', state: 'failed', ms: 1, code, message: 'It did not work.' };
  return { ok: false, failed, trace: {}, stages: [...before, failed] };
}

function connected(encryption: Encryption, ...stages: StageResult[]): ProbeResult {
  const identity = { user: 'etl', database: 'analytics', version: 'PostgreSQL 8.0.2' };
  return { outcome: 'passed', stages, connected: { user: 'IAM:etl', encryption, identity } };
}

function stopped(outcome: ProbeResult['outcome'], code = 'X'): ProbeResult {
  const stage: StageResult = { stage: 'tcp', state: 'failed', ms: 1, code, message: 'Nothing there.' };
  return { outcome, stages: [stage], stopped: stage };
}

describe('verdictOf', () => {
  it.each([
    ['unchecked', 'encrypted, certificate not checked'],
    ['checked', 'encrypted, certificate checked'],
    ['plaintext', 'not encrypted'],
  ] as const)('says how a worker would connect: %s', (encryption, words) => {
    expect(verdictOf(resolved(ENABLED), connected(encryption))).toEqual({
      ok: true,
      outcome: 'passed',
      verdict: `A lava worker would connect as IAM:etl, ${words}.`,
    });
  });

  it('is a warning when a stage warned, and tells another identity', () => {
    const warning: StageResult = { stage: 'identity', state: 'warning', ms: 0, code: 'IDENTITY_UNEXPECTED' };
    expect(verdictOf(resolved(ENABLED), connected('checked', warning))).toEqual({
      ok: true,
      outcome: 'warning',
      verdict:
        'A lava worker would connect as IAM:etl, encrypted, certificate checked, but work as etl in analytics.',
    });
  });

  it('says of Serverless without a role that a worker has a name of its own', () => {
    const iam: Resolution = {
      ...resolved(ENABLED),
      ok: true,
      spec: { type: 'redshift-serverless' },
      trace: {},
      credentials: { method: 'iam', expiresAt: null },
    };
    expect(verdictOf(iam, connected('checked')).verdict).toBe(
      'This console connected as IAM:etl, encrypted, certificate checked; a lava worker would under the name of its own role.',
    );
    expect(verdictOf({ ...iam, spec: { ...iam.spec, role_arn: 'x' } }, connected('checked')).verdict).toMatch(
      /^A lava worker would connect/,
    );
  });

  it('is not ok when everything works but the connection is disabled', () => {
    expect(verdictOf(resolved(DISABLED), connected('checked'))).toEqual({
      ok: false,
      outcome: 'warning',
      verdict: 'Works, but disabled: lava will refuse it.',
    });
  });

  it('names the stage a worker fails at', () => {
    expect(verdictOf(unresolved('PARAMETER_NOT_FOUND'), undefined)).toEqual({
      ok: false,
      outcome: 'failed',
      verdict: 'A lava worker fails at `ssm`: It did not work.',
    });
    expect(verdictOf(resolved(DISABLED), stopped('failed'))).toEqual({
      ok: false,
      outcome: 'failed',
      verdict: 'A lava worker fails at `tcp`: Nothing there. It is also disabled.',
    });
  });

  it('says of the way to the server only what is true from here', () => {
    const { verdict } = verdictOf(resolved(ENABLED), stopped('failed', 'TCP_TIMEOUT'));
    expect(verdict).toBe('From this console it fails at `tcp`: Nothing there.');
  });

  it('decides nothing where only this console is hindered', () => {
    expect(verdictOf(unresolved('AWS_UNREACHABLE'), undefined)).toMatchObject({
      ok: false,
      outcome: 'undecided',
    });
    expect(verdictOf(resolved(ENABLED), stopped('undecided'))).toEqual({
      ok: false,
      outcome: 'undecided',
      verdict: 'Not decided, the test ended at `tcp`: Nothing there.',
    });
  });

  it('says where it was cancelled', () => {
    const verdict = { ok: false, outcome: 'cancelled' };
    expect(verdictOf(unresolved('CANCELLED'), undefined)).toEqual({
      ...verdict,
      verdict: 'Cancelled at `ssm`.',
    });
    expect(verdictOf(resolved(ENABLED), stopped('cancelled'))).toEqual({
      ...verdict,
      verdict: 'Cancelled at `tcp`.',
    });
  });
});
