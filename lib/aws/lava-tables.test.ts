import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LavaItem } from '../connectors/lava-item';
import { Secret } from '../connectors/secret';
import { type StandInDynamo, startStandInDynamo } from '../sandbox/stand-in-dynamo';
import { AwsClients } from './aws-clients';
import { createLavaTables, type LavaTables } from './lava-tables';

const TABLE = 'lava.test.connections';
const NEVER = new AbortController().signal;
const keyOf = (value: string) => ({ table: TABLE, name: 'conn_id', value });
const ITEM: LavaItem = {
  conn_id: { S: 'etl' },
  port: { N: '5439' },
  ssl: { S: 'true' },
  none: { NULL: true },
  bytes: { B: 'AAEC' },
  tags: { SS: ['a', 'b'] },
  'x-team': { M: { name: { S: 'data' }, ids: { L: [{ N: '1' }, { M: {} }, { L: [] }] } } },
};

let dynamo: StandInDynamo;
let clients: AwsClients;
let tables: LavaTables;

beforeAll(async () => {
  dynamo = await startStandInDynamo();
  await dynamo.fillTable(TABLE, 'conn_id', []);
  clients = new AwsClients();
  tables = createLavaTables(
    {
      region: 'ap-southeast-2',
      endpoint: dynamo.endpoint,
      allowInsecureEndpoint: true,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: new Secret('none') },
      callTimeout: 4_000,
    },
    clients,
  );
});

afterAll(async () => {
  clients.close();
  await dynamo.stop();
});

describe('lava’s tables', () => {
  it('give and take items attribute by attribute as they are', async () => {
    expect(await tables.getItem(keyOf('etl'), NEVER)).toBeNull();
    expect(await tables.writeItem(keyOf('etl'), null, ITEM, NEVER)).toEqual({
      status: 'written',
      item: ITEM,
    });
    expect(await tables.getItem(keyOf('etl'), NEVER)).toEqual(ITEM);
  });

  it('do not create what is there already', async () => {
    expect(await tables.writeItem(keyOf('etl'), null, { conn_id: { S: 'etl' } }, NEVER)).toEqual({
      status: 'conflict',
    });
  });

  it('write what differs, and take away what is gone', async () => {
    const { none: _, ...rest } = ITEM;
    const next: LavaItem = { ...rest, port: { N: '5440' }, owner: { S: 'data@example.com' } };
    expect(await tables.writeItem(keyOf('etl'), ITEM, next, NEVER)).toEqual({
      status: 'written',
      item: next,
    });
    expect(await tables.getItem(keyOf('etl'), NEVER)).toEqual(next);
    expect(await tables.writeItem(keyOf('etl'), next, ITEM, NEVER)).toMatchObject({ status: 'written' });
  });

  it.each<[string, LavaItem]>([
    ['a value', { ...ITEM, port: { N: '1' } }],
    ['a type', { ...ITEM, port: { S: '5439' } }],
    [
      'a value deep inside',
      { ...ITEM, 'x-team': { M: { name: { S: 'data' }, ids: { L: [{ N: '2' }, { M: {} }, { L: [] }] } } } },
    ],
    [
      'a member more deep inside',
      {
        ...ITEM,
        'x-team': {
          M: { name: { S: 'data' }, ids: { L: [{ N: '1' }, { M: {} }, { L: [] }] }, new: { S: 'x' } },
        },
      },
    ],
    ['an attribute that is gone', { conn_id: { S: 'etl' }, port: { N: '5439' } }],
  ])('refuse to write over %s that somebody else changed', async (_, theirs) => {
    await dynamo.putItem(TABLE, theirs);
    expect(await tables.writeItem(keyOf('etl'), ITEM, { ...ITEM, owner: { S: 'me' } }, NEVER)).toEqual({
      status: 'conflict',
    });
    expect(await tables.writeItem(keyOf('etl'), ITEM, null, NEVER)).toEqual({ status: 'conflict' });
    expect(await tables.getItem(keyOf('etl'), NEVER)).toEqual(theirs);
    await dynamo.putItem(TABLE, ITEM);
  });

  it('keep an attribute that somebody else added meanwhile', async () => {
    await dynamo.putItem(TABLE, { ...ITEM, added: { S: 'elsewhere' } });
    const written = await tables.writeItem(keyOf('etl'), ITEM, { ...ITEM, owner: { S: 'me' } }, NEVER);
    expect(written).toMatchObject({
      status: 'written',
      item: { added: { S: 'elsewhere' }, owner: { S: 'me' } },
    });
    await dynamo.putItem(TABLE, ITEM);
  });

  it('do not delete an item to which somebody added an attribute meanwhile', async () => {
    const theirs = { ...ITEM, added: { S: 'elsewhere' } };
    await dynamo.putItem(TABLE, theirs);
    expect(await tables.writeItem(keyOf('etl'), ITEM, null, NEVER)).toEqual({ status: 'conflict' });
    expect(await tables.getItem(keyOf('etl'), NEVER)).toEqual(theirs);
    await dynamo.putItem(TABLE, ITEM);
  });

  it('delete what is as expected', async () => {
    expect(await tables.writeItem(keyOf('etl'), ITEM, null, NEVER)).toEqual({
      status: 'written',
      item: null,
    });
    expect(await tables.getItem(keyOf('etl'), NEVER)).toBeNull();
  });

  it('put a deleted item back also when whoever asked has given up meanwhile', async () => {
    const theirs = { ...ITEM, added: { S: 'elsewhere' } };
    await dynamo.putItem(TABLE, theirs);
    const gaveUp = new AbortController();
    dynamo.fail((operation) => {
      if (operation === 'DeleteItem') gaveUp.abort();
      return null;
    });
    expect(await tables.writeItem(keyOf('etl'), ITEM, null, gaveUp.signal)).toEqual({ status: 'conflict' });
    dynamo.fail(null);
    expect(await tables.getItem(keyOf('etl'), NEVER)).toEqual(theirs);
    await expect(tables.writeItem(keyOf('etl'), theirs, null, gaveUp.signal)).rejects.toThrow('aborted');
    await dynamo.putItem(TABLE, ITEM);
  });

  describe('with more attributes than one condition can name', () => {
    const key = keyOf('wide');
    const wide: LavaItem = {
      conn_id: { S: 'wide' },
      ...Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`x-${index}`, { N: String(index) }])),
    };
    const elsewhere = { ...wide, 'x-399': { N: '1' } };
    beforeEach(() => dynamo.putItem(TABLE, wide));

    it('are created, changed and deleted all the same', async () => {
      await dynamo.deleteItem(TABLE, { conn_id: { S: 'wide' } });
      expect(await tables.writeItem(key, null, wide, NEVER)).toMatchObject({ status: 'written' });
      const next = { ...wide, 'x-399': { N: '2' }, owner: { S: 'me' } };
      expect(await tables.writeItem(key, wide, next, NEVER)).toEqual({ status: 'written', item: next });
      expect(await tables.writeItem(key, next, null, NEVER)).toEqual({ status: 'written', item: null });
      expect(await tables.getItem(key, NEVER)).toBeNull();
    });

    it('are not written over where somebody else changed the same', async () => {
      await dynamo.putItem(TABLE, elsewhere);
      const next = { ...wide, 'x-399': { N: '2' } };
      expect(await tables.writeItem(key, wide, next, NEVER)).toEqual({ status: 'conflict' });
      expect(await tables.getItem(key, NEVER)).toEqual(elsewhere);
    });

    it('keep what somebody else changed in the rest, and tell of it', async () => {
      await dynamo.putItem(TABLE, elsewhere);
      expect(await tables.writeItem(key, wide, { ...wide, 'x-0': { N: '2' } }, NEVER)).toEqual({
        status: 'written',
        item: { ...elsewhere, 'x-0': { N: '2' } },
      });
    });

    it('are not deleted where somebody else changed the rest', async () => {
      await dynamo.putItem(TABLE, elsewhere);
      expect(await tables.writeItem(key, wide, null, NEVER)).toEqual({ status: 'conflict' });
      expect(await tables.getItem(key, NEVER)).toEqual(elsewhere);
    });
  });

  it('are scanned page by page to the last item', async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      conn_id: { S: `c-${index}` },
      description: { S: 'x'.repeat(8_000) },
    }));
    await dynamo.fillTable('lava.test.many', 'conn_id', many);
    const found = new Set<string>();
    let from: LavaItem | undefined;
    let pages = 0;
    do {
      const page = await tables.scanPage('lava.test.many', from, NEVER);
      for (const { conn_id } of page.items) if (conn_id && 'S' in conn_id) found.add(conn_id.S);
      from = page.next;
      pages += 1;
    } while (from);
    expect(found.size).toBe(300);
    expect(await tables.tableSize('lava.test.many', NEVER)).toBe(300);
    expect(pages).toBeGreaterThan(1);
  });

  it('say when a table does not exist, and when access is denied', async () => {
    await expect(tables.tableSize('lava.none', NEVER)).rejects.toMatchObject({
      awsCode: 'ResourceNotFoundException',
    });
    await expect(tables.scanPage('lava.none', undefined, NEVER)).rejects.toMatchObject({
      service: 'dynamodb',
      awsCode: 'ResourceNotFoundException',
    });
    dynamo.fail(() => ({ code: 'AccessDeniedException', status: 400 }));
    await expect(tables.getItem(keyOf('etl'), NEVER)).rejects.toMatchObject({
      awsCode: 'AccessDeniedException',
    });
    dynamo.fail(null);
  });
});
