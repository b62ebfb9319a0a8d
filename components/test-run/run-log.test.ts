import { expect, it } from 'vitest';
import type { RunDto } from '@/lib/services/tests/run-dto';
import { compareRuns } from './compare-runs';
import { runLog } from './run-log';
import { stageOffsets } from './stage-labels';

const passed: RunDto = {
  id: 'run-1',
  connId: 'etl',
  draft: false,
  specVersion: 1,
  state: 'finished',
  startedAt: '2026-01-02T03:04:05.000Z',
  stages: [
    { stage: 'dns', state: 'passed', ms: 2, details: { addresses: ['10.0.0.1'] } },
    { stage: 'tcp', state: 'passed', ms: 40 },
    { stage: 'login', state: 'passed', ms: 60 },
  ],
  current: null,
  result: {
    ok: true,
    outcome: 'passed',
    verdict: 'A lava worker would connect as etl, encrypted, certificate checked.',
    failedStage: null,
    failedCode: null,
    findings: [{ code: 'OWNER_MISSING', severity: 'low', field: 'owner', message: 'Nobody owns it.' }],
    durationMs: 1200,
    actor: 'admin',
    trace: null,
    resolved: null,
  },
};

const failed: RunDto = {
  ...passed,
  id: 'run-2',
  stages: [
    { stage: 'dns', state: 'passed', ms: 2, details: { addresses: ['10.0.0.2'] } },
    {
      stage: 'tcp',
      state: 'failed',
      ms: 900,
      code: 'TCP_TIMEOUT',
      message: 'No answer.',
      hint: 'Look at the security group.',
    },
    { stage: 'login', state: 'not-run', ms: 0 },
  ],
};

it('writes a run as text, every stage with what it said', () => {
  expect(runLog(failed)).toBe(
    [
      'Connection: etl',
      'Started:    2026-01-02T03:04:05.000Z',
      'Outcome:    passed, 1.2 s, by admin',
      'Verdict:    A lava worker would connect as etl, encrypted, certificate checked.',
      'Run:        run-2',
      '',
      'dns             passed   2 ms',
      '    addresses: 10.0.0.2',
      'tcp             failed   900 ms',
      '    code: TCP_TIMEOUT',
      '    No answer.',
      '    What to do: Look at the security group.',
      'login           not run',
      '',
      'finding         low      OWNER_MISSING (owner): Nobody owns it.',
    ].join('\n'),
  );
});

it('tells what differs between two runs, stage by stage', () => {
  expect(compareRuns(passed, failed).map(({ stage, differences }) => [stage, differences])).toEqual([
    ['dns', ['addresses: 10.0.0.1 → 10.0.0.2']],
    ['tcp', ['passed → failed', 'now TCP_TIMEOUT', 'slower: 40 ms → 900 ms']],
    ['login', ['passed → not run']],
  ]);
  expect(compareRuns(passed, passed).every(({ differences }) => differences.length === 0)).toBe(true);
});

it('begins each bar where its forerunners ended', () => {
  expect(stageOffsets(passed.stages)).toEqual([0, 2, 42]);
});
