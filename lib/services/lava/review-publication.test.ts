import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { LavaItem } from '../../connectors/lava-item';
import { changedFields } from '../../connectors/spec-diff';
import { prisma } from '../../db/prisma';
import { exampleItem } from '../../sandbox/example-item';
import { updateConnection } from '../connections/update-connection';
import { jobsUsing } from '../jobs/jobs-using';
import { deleteNow } from '../testing/as-seen';
import { type LavaStore, openLavaStore } from '../testing/lava-store';
import { getRun } from '../tests/get-run';
import { startTest } from '../tests/start-test';
import { type ReviewedDto, reviewPublication } from './review-publication';
import { pull } from './start-pull';
import { threeWay } from './three-way';

let store: LavaStore;

beforeAll(async () => {
  store = await openLavaStore();
});
afterAll(() => store.close());

/** A realm after one pull, in which each connection then went its own way. */
async function changedRealm(): Promise<string> {
  const { name, table } = await store.newRealm([
    serverItem('both'),
    serverItem('stale', { 'x-old': { BOOL: true } }),
    ...['gone', 'lost', 'tested', 'theirs', 'untouched'].map((id) => serverItem(id)),
  ]);
  const jobsTable = `lava.${name}.jobs`;
  await store.sandbox.dynamo.fillTable(jobsTable, 'job_id', [
    jobItem('clean-up', false, ['stale']),
    jobItem('load', true, ['gone', 'stale']),
    jobItem('report', true, ['untouched']),
  ]);
  await prisma().realm.update({ where: { name }, data: { jobsTable } });
  await pull(store.context, { realm: name, takeOver: true });

  await store.edit(name, 'tested', false);
  await test(name, 'tested');
  await test(name, 'stale');
  const { here, version } = await threeWay(store.context, name, 'stale');
  const { 'x-old': _, ...spec } = JSON.parse(JSON.stringify(here));
  await updateConnection(store.context, {
    realm: name,
    connId: 'stale',
    version: Number(version),
    spec: { ...spec, port: 5433, 'x-new': { ids: [1] } },
  });
  await store.create(name, 'never');
  await store.edit(name, 'both', false);
  await deleteNow(store.context, { realm: name, connIds: ['gone'] });
  for (const id of ['both', 'theirs']) {
    await store.sandbox.dynamo.putItem(table, serverItem(id, { user: { S: 'theirs' } }));
  }
  await store.sandbox.dynamo.deleteItem(table, { conn_id: { S: 'lost' } });
  await store.sandbox.dynamo.putItem(table, serverItem('unknown'));
  await pull(store.context, { realm: name, takeOver: false });
  return name;
}

/** A connection whose test ends where its parameter is read. */
function serverItem(connId: string, more: LavaItem = {}): LavaItem {
  return exampleItem(connId, {
    type: { S: 'postgres' },
    port: { N: '5432' },
    password: { S: '/lava/elsewhere/gone' },
    ...more,
  });
}

function jobItem(jobId: string, enabled: boolean, connIds: readonly string[]): LavaItem {
  const connections = Object.fromEntries(connIds.map((connId) => [connId, { S: connId }]));
  return {
    job_id: { S: jobId },
    type: { S: 'exe' },
    enabled: { BOOL: enabled },
    parameters: { M: { connections: { M: connections } } },
  };
}

async function test(realm: string, connId: string): Promise<void> {
  const { runId } = await startTest(store.context, { realm, connId });
  await vi.waitFor(
    async () => expect(await getRun(store.context, realm, runId)).toMatchObject({ state: 'finished' }),
    { timeout: 20_000 },
  );
}

const diffOf = ({ there, here }: ReviewedDto) => changedFields(there ?? {}, here ?? {});

it('tells what publishing would write, and what speaks for or against it', async () => {
  const name = await changedRealm();
  const review = await reviewPublication(store.context, name, []);
  expect(review).toMatchObject({
    readOnly: false,
    table: `lava.${name}.connections`,
    more: 0,
  });
  // What is the same, and what only the other side changed, is no matter of publishing.
  expect(review.items.map(({ connId, state, removal }) => [connId, state, removal])).toEqual([
    ['gone', 'only-there', 'deleted-here'],
    ['never', 'only-here', null],
    ['stale', 'changed-here', null],
    ['tested', 'changed-here', null],
  ]);
  expect(
    review.items.every(({ publishable, conflict, problem }) => publishable && !conflict && !problem),
  ).toBe(true);
  const item = (connId: string) => review.items.find((one) => one.connId === connId) ?? fail(connId);

  expect(diffOf(item('tested'))).toEqual([{ field: 'enabled', before: true, after: false }]);
  expect(diffOf(item('stale'))).toEqual([
    { field: 'port', before: 5432, after: 5433 },
    { field: 'x-old', before: true },
    { field: 'x-new', after: { ids: [1] } },
  ]);
  expect(item('stale').seen).toEqual(item('stale').there);
  expect(item('gone')).toMatchObject({ there: { conn_id: 'gone', port: 5432 }, here: null, version: null });
  expect(item('never')).toMatchObject({ there: null, here: { conn_id: 'never' }, token: null });

  const told = ({ findings }: ReviewedDto) =>
    findings.map(({ code, severity, field }) => [code, severity, field]);
  expect(told(item('stale'))).toEqual([
    ['SSM_OUTSIDE_REALM', 'high', 'password'],
    ['SSL_OFF', 'medium', 'ssl'],
    ['OWNER_MISSING', 'low', 'owner'],
    ['DESCRIPTION_MISSING', 'low', 'description'],
  ]);
  expect(told(item('gone'))).toEqual([]);

  // Tested as it is; tested before its last change; never tested; no longer here.
  const tests = review.items.map(({ connId, lastOutcome, testedAsIs }) => [connId, lastOutcome, testedAsIs]);
  expect(tests).toEqual([
    ['gone', null, false],
    ['never', null, false],
    ['stale', 'failed', false],
    ['tested', 'failed', true],
  ]);
  for (const id of ['stale', 'tested']) expect(Date.parse(item(id).lastTestedAt ?? '')).not.toBeNaN();
  expect(item('never').lastTestedAt).toBeNull();

  const { readAt, connections } = await jobsUsing(
    store.context,
    name,
    review.items.map(({ connId }) => connId),
  );
  expect(readAt).not.toBeNull();
  const jobs = connections.map(({ connId, jobs: using }) => [
    connId,
    using.map(({ jobId, enabled }) => [jobId, enabled]),
  ]);
  expect(jobs).toEqual([
    ['gone', [['load', true]]],
    ['never', []],
    [
      'stale',
      [
        ['load', true],
        ['clean-up', false],
      ],
    ],
    ['tested', []],
  ]);

  // Asked for by name, everything that differs is shown, and that most of it cannot be published.
  await prisma().realm.update({ where: { name }, data: { readOnly: true } });
  const named = ['both', 'lost', 'stale', 'theirs', 'unknown', 'untouched'];
  const chosen = await reviewPublication(store.context, name, named);
  expect(chosen).toMatchObject({ readOnly: true });
  expect(
    chosen.items.map(({ connId, state, publishable, conflict }) => [connId, state, publishable, conflict]),
  ).toEqual([
    ['both', 'changed-both', false, true],
    ['lost', 'only-here', false, false],
    ['stale', 'changed-here', true, false],
    ['theirs', 'changed-there', false, false],
    ['unknown', 'only-there', false, false],
  ]);
});

function fail(connId: string): never {
  throw new Error(`${connId} is not in the review.`);
}
