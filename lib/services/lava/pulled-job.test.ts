import { afterAll, beforeAll, expect, it } from 'vitest';
import { prisma } from '../../db/prisma';
import { exampleItem } from '../../sandbox/example-item';
import { jobsUsing } from '../jobs/jobs-using';
import { type LavaStore, openLavaStore } from '../testing/lava-store';
import { pull } from './start-pull';

let store: LavaStore;

beforeAll(async () => {
  store = await openLavaStore();
});
afterAll(() => store.close());

it('keeps what a job says beside sets, binary values and numbers that JSON cannot hold', async () => {
  const { name } = await store.newRealm(['etl', 'files', 'mart'].map((id) => exampleItem(id)));
  const jobsTable = `lava.${name}.jobs`;
  await store.sandbox.dynamo.fillTable(jobsTable, 'job_id', [
    {
      job_id: { S: 'load' },
      type: { S: 'sql' },
      enabled: { BOOL: true },
      owner: { S: 'warehouse' },
      'x-tags': { SS: ['a', 'b'] },
      'x-years': { NS: ['2025', '2026'] },
      'x-key': { B: 'AAEC' },
      'x-keys': { BS: ['AAEC'] },
      parameters: {
        M: {
          conn_id: { S: 'etl' },
          s3_conn_id: { B: 'AAEC' },
          connections: { SS: ['files', 'mart'] },
          limit: { N: '123456789012345678901234567890' },
          blobs: { L: [{ B: 'AAEC' }, { NULL: true }] },
        },
      },
    },
  ]);
  await prisma().realm.update({ where: { name }, data: { jobsTable } });
  expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({ jobs: 1, error: null });
  expect(await prisma().lavaJob.findMany({ where: { realm: { name } } })).toMatchObject([
    { jobId: 'load', type: 'sql', enabled: true, owner: 'warehouse', connIds: ['etl', 'files', 'mart'] },
  ]);
  const { connections } = await jobsUsing(store.context, name, ['etl']);
  expect(connections).toMatchObject([{ connId: 'etl', jobs: [{ jobId: 'load', enabled: true }] }]);
});
