import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prisma } from '../../db/prisma';
import { exampleItem } from '../../sandbox/example-item';
import { listen } from '../../sandbox/listen';
import { type LavaStore, openLavaStore, WHOLE } from '../testing/lava-store';
import { compareWithLava } from './compare';
import { pull } from './start-pull';
import { threeWay } from './three-way';

let store: LavaStore;

beforeAll(async () => {
  store = await openLavaStore();
});
afterAll(() => store.close());

describe('a table of 5,000 items', () => {
  it('is pulled, compared and taken over whole', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      exampleItem(`team-${index % 25}/load-${String(index).padStart(4, '0')}`, {
        'x-number': { N: String(index) },
      }),
    );
    const { name, table } = await store.newRealm(many);
    expect(await pull(store.context, { realm: name, takeOver: true })).toMatchObject({
      state: 'finished',
      connections: 5_000,
    });
    await store.sandbox.dynamo.putItem(table, exampleItem('team-7/load-0007', { user: { S: 'other' } }));
    await pull(store.context, { realm: name, takeOver: false });
    const { counts, total } = await compareWithLava(store.context, name, { ...WHOLE, pageSize: 20 });
    expect(total).toBe(5_000);
    expect(counts).toMatchObject({ same: 4_999, 'changed-there': 1, 'only-there': 0, 'only-here': 0 });
  }, 120_000);
});

describe('a table of 50,000 items', () => {
  it('is compared whole, and shows nothing of a later pull whose last page is refused', async () => {
    const dynamo = await openMadeUpTable(50_000);
    const { name } = await store.newRealm([], { table: 'lava.made-up.connections' });
    const counted = () => compareWithLava(store.context, name, { ...WHOLE, text: '-49999', pageSize: 5 });
    await store.throughDynamo(dynamo.endpoint, name, async () => {
      expect(await pull(store.context, { realm: name, takeOver: false })).toMatchObject({
        state: 'finished',
        connections: 50_000,
        expected: 50_000,
        error: null,
      });
      const { counts, rows } = await counted();
      expect(counts).toMatchObject({ 'only-there': 50_000, same: 0, 'only-here': 0, 'changed-there': 0 });
      expect(rows.map(({ connId }) => connId)).toEqual(['load-49999']);
      const one = await threeWay(store.context, name, 'load-31337');
      expect(one.there).toMatchObject({ 'x-number': 31_337, user: 'first' });

      dynamo.change('second');
      const failed = await pull(store.context, { realm: name, takeOver: false });
      expect(failed).toMatchObject({
        state: 'failed',
        connections: 47_500,
        error: { message: expect.stringContaining('denies dynamodb:Scan') },
      });
      expect(await prisma().pulledItem.count()).toBe(0);
      expect(await counted()).toMatchObject({ counts });
      expect(await threeWay(store.context, name, 'load-31337')).toEqual(one);
    });
    await dynamo.stop();
  });
});

/**
 * A DynamoDB whose one table holds so many items that are made up as they are asked for, 2,500 a page: filling a real
 * table takes longer than reading it. Once they were changed, the last page is refused.
 */
async function openMadeUpTable(size: number) {
  const page = 2_500;
  let user = 'first';
  const item = (index: number) =>
    exampleItem(`load-${index}`, { 'x-number': { N: String(index) }, user: { S: user } });
  const scanned = (from: number) => ({
    Items: Array.from({ length: page }, (_, index) => item(from + index)),
    ...(from + page < size && { LastEvaluatedKey: { conn_id: { S: `load-${from + page - 1}` } } }),
  });
  const server = createServer(async (request, response) => {
    const { ExclusiveStartKey } = JSON.parse(await text(request));
    const from = ExclusiveStartKey ? Number(ExclusiveStartKey.conn_id.S.replace('load-', '')) + 1 : 0;
    const isRefused = user !== 'first' && from + page === size;
    const isScan = String(request.headers['x-amz-target']).endsWith('.Scan');
    const answer = isScan ? scanned(from) : { Table: { ItemCount: size } };
    response.writeHead(isRefused ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(isRefused ? { __type: 'x#AccessDeniedException', message: '' } : answer));
  });
  const port = await listen(server, 0);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    change: (to: string) => {
      user = to;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
