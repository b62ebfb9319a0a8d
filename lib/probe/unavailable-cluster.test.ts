import { expect, it } from 'vitest';
import type { StageResult } from '../connectors/stage';
import { type ClusterStatus, unavailableCluster } from './unavailable-cluster';

const STOPPED: StageResult = {
  stage: 'tcp',
  state: 'failed',
  ms: 3,
  code: 'NOTHING_LISTENING',
  message: 'Refused.',
};
const signal = new AbortController().signal;

function ask(status: string | undefined, stopped: StageResult | undefined = STOPPED) {
  const asked: string[] = [];
  const clusterStatus: ClusterStatus = async (id) => {
    asked.push(id);
    return status;
  };
  const mintedAt = new Date(0);
  const minted = { mintedAt, durationSeconds: 900, cluster: 'lab', database: 'd', returnedUser: 'IAM:u' };
  const resolution = {
    ok: true as const,
    spec: {},
    trace: {},
    stages: [],
    credentials: { method: 'iam' as const, expiresAt: mintedAt, minted },
  };
  return unavailableCluster(resolution, stopped, clusterStatus, signal).then((stage) => ({ stage, asked }));
}

it('says that a paused cluster is paused', async () => {
  const { stage, asked } = await ask('paused');
  expect(asked).toEqual(['lab']);
  expect(stage).toMatchObject({
    stage: 'tcp',
    state: 'failed',
    code: 'CLUSTER_PAUSED',
    details: { clusterStatus: 'paused' },
  });
});

it('names any other state in which a cluster does not answer', async () => {
  expect((await ask('resizing')).stage).toMatchObject({ code: 'CLUSTER_NOT_READY' });
});

it.each(['available', undefined])('leaves the stage as it is when the state is %s', async (status) => {
  expect((await ask(status)).stage).toBeUndefined();
});

it('asks only when a cluster that is off would explain the failure', async () => {
  const { stage, asked } = await ask('paused', { ...STOPPED, stage: 'login', code: 'PASSWORD_REFUSED' });
  expect(stage).toBeUndefined();
  expect(asked).toEqual([]);
});
