import { expect, it } from 'vitest';
import type { StageResult } from '../connectors/stage';
import type { Credentials } from '../resolution/resolution';
import { type ClusterStatus, unavailableCluster } from './unavailable-cluster';

const STOPPED: StageResult = {
  stage: 'tcp',
  state: 'failed',
  ms: 3,
  code: 'NOTHING_LISTENING',
  message: 'Refused.',
};
const signal = new AbortController().signal;

const mintedAt = new Date(0);
const IAM = {
  method: 'iam' as const,
  expiresAt: mintedAt,
  minted: { mintedAt, durationSeconds: 900, cluster: 'lab', database: 'd', returnedUser: 'IAM:u' },
};

async function ask(
  status: string | undefined,
  {
    stopped = STOPPED,
    credentials = IAM,
    host,
  }: { stopped?: StageResult; credentials?: Credentials; host?: string } = {},
) {
  const asked: string[] = [];
  const clusterStatus: ClusterStatus = async (id) => {
    asked.push(id);
    return status;
  };
  const resolution = { ok: true as const, spec: { host }, trace: {}, stages: [], credentials };
  const states = { clusterStatus, region: 'eu-west-1' };
  return { stage: await unavailableCluster(resolution, stopped, states, signal), asked };
}

it('says that a paused cluster is paused', async () => {
  const { stage, asked } = await ask('paused');
  expect(asked).toEqual(['lab']);
  expect(stage).toMatchObject({
    stage: 'tcp',
    state: 'failed',
    code: 'CLUSTER_PAUSED',
    field: 'cluster_id',
    details: { clusterStatus: 'paused' },
  });
});

it.each(['ssm', 'secret'] as const)(
  'says so of the cluster whose endpoint is the host for %s',
  async (method) => {
    const credentials = { method, expiresAt: null };
    const { stage, asked } = await ask('paused', {
      credentials,
      host: 'Lab.abc123.eu-west-1.redshift.amazonaws.com',
    });
    expect(asked).toEqual(['lab']);
    expect(stage).toMatchObject({ code: 'CLUSTER_PAUSED', field: 'host' });
    expect(stage?.message).not.toContain('credentials');
  },
);

it.each([
  'lab.abc123.us-east-1.redshift.amazonaws.com',
  'lab.123456789012.eu-west-1.redshift-serverless.amazonaws.com',
  'lab.example.com',
  '10.1.2.3',
])('does not know the cluster of a password at %s', async (host) => {
  const credentials = { method: 'ssm' as const, expiresAt: null };
  expect(await ask('paused', { credentials, host })).toEqual({ stage: undefined, asked: [] });
});

it('names any other state in which a cluster does not answer', async () => {
  expect((await ask('resizing')).stage).toMatchObject({ code: 'CLUSTER_NOT_READY' });
});

it.each(['available', undefined])('leaves the stage as it is when the state is %s', async (status) => {
  expect((await ask(status)).stage).toBeUndefined();
});

it('asks only when a cluster that is off would explain the failure', async () => {
  const { stage, asked } = await ask('paused', {
    stopped: { ...STOPPED, stage: 'login', code: 'PASSWORD_REFUSED' },
  });
  expect(stage).toBeUndefined();
  expect(asked).toEqual([]);
});
