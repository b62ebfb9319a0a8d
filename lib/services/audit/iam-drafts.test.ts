import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isIamCandidate } from '../../connectors/draft-for-iam';
import { prisma } from '../../db/prisma';
import { getConnection } from '../connections/get-connection';
import { asSpec } from '../connections/stored-spec';
import { updateConnection } from '../connections/update-connection';
import { openFilledStore } from '../testing/test-store';
import { countIamCandidates } from './count-iam-candidates';
import { getIamDraft } from './get-iam-draft';
import { listIamCandidates } from './list-iam-candidates';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
});
afterAll(() => store.close());

describe('the candidates', () => {
  it.each(['dev', 'prod'])('of %s are exactly those whose spec is one, enabled first', async (realm) => {
    const rows = await prisma().connection.findMany({ where: { realm: { name: realm } } });
    const expected = rows.filter(({ spec }) => isIamCandidate(asSpec(spec))).map(({ connId }) => connId);
    const { candidates, total } = await listIamCandidates(store.context, realm);
    expect(candidates.map(({ connId }) => connId).sort()).toEqual(expected.sort());
    expect(total).toBe(expected.length);
    expect(await countIamCandidates(store.context, realm)).toBe(expected.length);
    const enabled = candidates.map((candidate) => candidate.enabled);
    expect(enabled).toEqual([...enabled].sort((one, other) => Number(other) - Number(one)));
  });

  it('say why not', async () => {
    const { candidates } = await listIamCandidates(store.context, 'prod');
    const states = Object.fromEntries(candidates.map(({ connId, state }) => [connId, state]));
    expect(states).toMatchObject({ orders: 'ready', 'geo/stores': 'blocked', inventory: 'ready' });
    const blocked = candidates.find(({ connId }) => connId === 'geo/stores');
    expect(blocked?.obstacle).toContain('`subtype`');
    const dev = (await listIamCandidates(store.context, 'dev')).candidates;
    expect(dev.find(({ connId }) => connId === 'vendor-replica')?.state).toBe('needs-cluster');
  });
});

describe('a draft', () => {
  it('is for the stored version, with the policy that it needs', async () => {
    const draft = await getIamDraft(store.context, { realm: 'prod', connId: 'orders' });
    expect(draft).toMatchObject({ connId: 'orders', version: 1, result: { state: 'ready' } });
    expect(draft.policy?.statements).toMatchObject([
      {
        Action: 'redshift:GetClusterCredentials',
        Resource: [
          'arn:aws:redshift:us-east-1:210987654321:dbuser:analytics-prod/lava_user',
          'arn:aws:redshift:us-east-1:210987654321:dbname:analytics-prod/analytics',
        ],
      },
    ]);
  });

  it('takes a cluster that somebody names', async () => {
    const input = { realm: 'dev', connId: 'vendor-replica' };
    expect((await getIamDraft(store.context, input)).result.state).toBe('needs-cluster');
    const named = await getIamDraft(store.context, { ...input, clusterId: 'analytics-dev' });
    expect(named.result).toMatchObject({
      state: 'ready',
      login: { clusterId: 'analytics-dev' },
    });
  });

  it('is an ordinary change, and so is what undoes it', async () => {
    const input = { realm: 'prod', connId: 'orders' };
    const { spec: before } = await getConnection(store.context, 'prod', 'orders');
    const { result, version } = await getIamDraft(store.context, input);
    if (result.state !== 'ready' || !result.back) throw new Error('There is no draft.');
    const save = (spec: unknown, at: number) =>
      updateConnection(store.context, { ...input, version: at, spec: JSON.parse(JSON.stringify(spec)) });
    expect(await save(result.draft, version)).toMatchObject({ status: 'saved', version: 2 });
    expect((await getConnection(store.context, 'prod', 'orders')).loginMethod).toBe('iam');
    expect((await getIamDraft(store.context, input)).result.state).toBe('blocked');
    expect(await save(result.back, 2)).toMatchObject({ status: 'saved', version: 3 });
    expect((await getConnection(store.context, 'prod', 'orders')).spec).toEqual(before);
    expect(await save(result.draft, version)).toMatchObject({ status: 'conflict' });
  });
});
