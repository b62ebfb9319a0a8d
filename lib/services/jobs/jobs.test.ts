import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jobOf } from '../../connectors/lava-job';
import { prisma } from '../../db/prisma';
import { DEFAULT_QUERY, type FilterToken } from '../../listing/list-query';
import { EXAMPLE_JOBS } from '../../sandbox/example-jobs';
import { listAllConnections, listConnections, listFacets } from '../connections/list-connections';
import { quickFigures } from '../connections/quick-figures';
import type { ServiceError } from '../errors';
import { setEnabledNow } from '../testing/as-seen';
import { pullJobs } from '../testing/pull-jobs';
import { openFilledStore } from '../testing/test-store';
import { brokenJobs } from './broken-jobs';
import { jobsUsing } from './jobs-using';

let store: Awaited<ReturnType<typeof openFilledStore>>;
let readAt: string;

beforeAll(async () => {
  store = await openFilledStore();
});

afterAll(() => store.close());

const using = (connIds: readonly string[], realm = 'dev') => jobsUsing(store.context, realm, connIds);
const list = (tokens: readonly FilterToken[], more: object = {}) =>
  listConnections(store.context, 'dev', { ...DEFAULT_QUERY, pageSize: 200, ...more, tokens });
const jobs = (operator: FilterToken['operator'], value: string): FilterToken => ({
  key: 'jobs',
  operator,
  value,
});

/** What the list should say, read from the examples one by one. */
const facts = EXAMPLE_JOBS.dev.map(jobOf);
const countOf = (connId: string) => ({
  jobs: facts.filter((job) => job.connIds.includes(connId)).length,
  enabled: facts.filter((job) => job.enabled && job.connIds.includes(connId)).length,
});

describe('before lava was read', () => {
  beforeEach(async () => {
    await prisma().pull.deleteMany();
    await prisma().lavaJob.deleteMany();
    await prisma().realm.updateMany({ data: { jobsTable: null } });
  });

  async function expectUnknown(): Promise<void> {
    expect(await using(['etl-warehouse'])).toEqual({
      readAt: null,
      connections: [{ connId: 'etl-warehouse', jobs: [] }],
    });
    expect(await brokenJobs(store.context, 'dev')).toMatchObject({ readAt: null, jobs: [] });
    expect((await list([])).jobs).toBeNull();
    for (const operator of ['=', '!=', ':', '!:'] as const) {
      for (const value of ['used', 'unused']) expect((await list([jobs(operator, value)])).total).toBe(0);
    }
    expect(await listFacets(store.context, 'dev')).not.toHaveProperty('jobs');
    expect(await quickFigures(store.context, 'dev')).not.toHaveProperty('unused');
  }

  it('calls nothing unused while no table of jobs is set', expectUnknown);

  it('calls nothing unused while no reading is complete', async () => {
    await pullJobs('dev', EXAMPLE_JOBS.dev);
    await prisma().pull.updateMany({ data: { state: 'running', finishedAt: null } });
    await expectUnknown();
  });

  it('calls nothing unused because another realm was read', async () => {
    await prisma().realm.update({ where: { name: 'dev' }, data: { jobsTable: 'lava.dev.jobs' } });
    await pullJobs('prod', EXAMPLE_JOBS.prod);
    await expectUnknown();
  });
});

describe('once lava was read', () => {
  beforeAll(async () => {
    readAt = await pullJobs('dev', EXAMPLE_JOBS.dev);
    await pullJobs('prod', EXAMPLE_JOBS.prod);
  });

  it('names the jobs of each connection that was asked for, enabled ones first', async () => {
    const found = await using(['legacy-loader', 'crm-sync', 'crm-archive', 'partner-feed', 'crm-sync']);
    expect(found.readAt).toBe(readAt);
    expect(found.connections.map(({ connId, jobs }) => [connId, jobs.map(({ jobId }) => jobId)])).toEqual([
      ['legacy-loader', ['legacy/load']],
      ['crm-sync', ['crm/archive', 'crm/sync']],
      ['crm-archive', ['crm/archive']],
      ['partner-feed', []],
    ]);
    expect(found.connections[0]?.jobs).toEqual([
      {
        jobId: 'legacy/load',
        type: 'sqlc',
        enabled: false,
        description: 'Replaced by load/orders.',
        owner: 'data-platform@example.com',
        schedule: null,
        worker: 'core',
        dispatcher: null,
      },
    ]);
    const [backfill] = (await using(['etl-warehouse'], 'prod')).connections;
    expect(backfill?.jobs.map(({ jobId }) => jobId)).toEqual(['load/orders']);
  });

  it('takes any name as a name, and refuses what the store cannot hold', async () => {
    for (const connId of ["' or 1=1 --", '{a,b}', '"', '\\', '%', '__proto__']) {
      expect(await using([connId])).toEqual({ readAt, connections: [{ connId, jobs: [] }] });
    }
    const error: ServiceError = await using(['a\0']).then(
      () => Promise.reject(new Error('It was not refused.')),
      (refusal) => refusal,
    );
    expect(error.code).toBe('INVALID_INPUT');
  });

  it('counts on the list what the jobs say', async () => {
    const page = await list([]);
    const counted = new Map(page.jobs?.map(({ connId, ...count }) => [connId, count]));
    expect(counted.size).toBeGreaterThan(8);
    for (const { connId } of page.rows) {
      expect(counted.get(connId) ?? { jobs: 0, enabled: 0 }, connId).toEqual(countOf(connId));
    }
    expect([...counted.keys()].filter((connId) => countOf(connId).jobs === 0)).toEqual([]);
  });

  it('filters used and unused as reading every job would, and counts so in facets and quick filters', async () => {
    const everything = (await list([])).rows.map(({ connId }) => connId);
    const used = everything.filter((connId) => countOf(connId).jobs > 0);
    const unused = everything.filter((connId) => countOf(connId).jobs === 0);
    expect(Math.min(used.length, unused.length)).toBeGreaterThan(3);
    const shown = async (token: FilterToken) => (await list([token])).rows.map(({ connId }) => connId);
    expect(await shown(jobs('=', 'used'))).toEqual(used);
    expect(await shown(jobs('!=', 'unused'))).toEqual(used);
    expect(await shown(jobs('=', 'unused'))).toEqual(unused);
    expect(await shown(jobs('=', 'nonsense'))).toEqual([]);
    const facets = await listFacets(store.context, 'dev');
    expect(facets.jobs).toEqual(
      expect.arrayContaining([
        { value: 'used', count: used.length },
        { value: 'unused', count: unused.length },
      ]),
    );
    expect((await quickFigures(store.context, 'dev')).unused).toBe(unused.length);
  });

  it('orders by the number of jobs, most used first, in lists and downloads', async () => {
    const by = { ...DEFAULT_QUERY, sort: 'jobs', descending: true, pageSize: 200 } as const;
    const counts = (await list([], by)).rows.map(({ connId }) => countOf(connId).jobs);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(counts[0]).toBeGreaterThan(2);
    const all = await listAllConnections(store.context, 'dev', by);
    expect(all.map(({ connId }) => countOf(connId).jobs)).toEqual(counts);
  });

  it('tells which jobs name a connection that is missing or disabled', async () => {
    const { jobs: broken, figures } = await brokenJobs(store.context, 'dev');
    expect(broken.map(({ jobId, enabled, connId, problem }) => [jobId, enabled, connId, problem])).toEqual([
      ['crm/archive', true, 'crm-archive', 'missing'],
      ['marketing/summer-report', true, 'summer-campaign', 'disabled'],
      ['telemetry/unload', true, 'telemetry-bucket', 'missing'],
      ['legacy/compare', false, 'warehouse-2019', 'missing'],
    ]);
    expect(figures).toEqual({
      jobs: facts.length,
      enabled: facts.filter(({ enabled }) => enabled).length,
      broken: 4,
      brokenEnabled: 3,
    });
  });

  it('follows what is disabled here, and knows what only lava holds', async () => {
    const broken = async () =>
      (await brokenJobs(store.context, 'prod')).jobs.map(({ connId, problem }) => [connId, problem]);
    expect(await broken()).toEqual([['payments/refunds', 'missing']]);
    await setEnabledNow(store.context, { realm: 'prod', connIds: ['loyalty'], enabled: false });
    const { id: realmId } = await prisma().realm.findUniqueOrThrow({ where: { name: 'prod' } });
    await prisma().lavaItem.create({
      data: { realmId, connId: 'payments/refunds', nowHash: 'x', problem: 'No spec.', lookedAt: new Date() },
    });
    expect(await broken()).toEqual([
      ['loyalty', 'disabled'],
      ['payments/refunds', 'not-taken-over'],
    ]);
  });

  it('shows jobs to whoever may see the realm, and to nobody else', async () => {
    const viewer = { ...store.context, actor: { id: 'v', name: 'v', roleIn: () => 'viewer' as const } };
    expect((await jobsUsing(viewer, 'dev', ['crm-sync'])).readAt).toBe(readAt);
    const outsider = { ...store.context, actor: { id: 'o', name: 'o', roleIn: () => null } };
    await expect(jobsUsing(outsider, 'dev', ['crm-sync'])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(brokenJobs(outsider, 'dev')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
