import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { prisma } from '../../db/prisma';
import { exampleItem } from '../../sandbox/example-item';
import { duplicateConnections } from '../connections/duplicate-connections';
import { updateConnection } from '../connections/update-connection';
import { expectColumnsDerived } from '../testing/expect-columns-derived';
import { type LavaStore, openLavaStore } from '../testing/lava-store';
import { keepHere } from './keep-here';
import { previewTakeOver } from './preview-take-over';
import { publish } from './start-publication';
import { pull } from './start-pull';
import { takeOver } from './take-over';
import { threeWay } from './three-way';

let store: LavaStore;

beforeAll(async () => {
  store = await openLavaStore();
});
afterEach(() => store.sandbox.dynamo.fail(null));
afterAll(() => store.close());
afterEach(expectColumnsDerived);

describe('taking over', () => {
  it('takes nothing over unless asked, and never what was changed here too', async () => {
    const { name, table } = await store.newRealm([exampleItem('a'), exampleItem('b'), exampleItem('c')]);
    await pull(store.context, { realm: name, takeOver: false });
    expect(await store.states(name)).toEqual({ a: 'only-there', b: 'only-there', c: 'only-there' });
    await pull(store.context, { realm: name, takeOver: true });
    expect(await store.states(name)).toEqual({ a: 'same', b: 'same', c: 'same' });

    await store.edit(name, 'b', false);
    for (const id of ['a', 'b'])
      await store.sandbox.dynamo.putItem(table, exampleItem(id, { user: { S: 'new' } }));
    await store.sandbox.dynamo.deleteItem(table, { conn_id: { S: 'c' } });
    await pull(store.context, { realm: name, takeOver: false });
    expect(await store.states(name)).toEqual({ a: 'changed-there', b: 'changed-both', c: 'only-here' });
    await pull(store.context, { realm: name, takeOver: true });
    expect(await store.states(name)).toEqual({ a: 'same', b: 'changed-both', c: 'only-here' });
    // What is gone there is deleted here only on request.
    expect(await takeOver(store.context, { realm: name, items: 'safe' })).toEqual({ taken: ['c'] });
    expect(await store.states(name)).toEqual({ a: 'same', b: 'changed-both' });
  });

  it.each(['redshift', 'slack'])('leaves what is longer than is written here editable: %s', async (type) => {
    const long = { description: { S: 'd'.repeat(1_500) }, 'x-note': { S: 'x'.repeat(20_000) } };
    const { name } = await store.newRealm([exampleItem('a', { type: { S: type }, ...long })]);
    await pull(store.context, { realm: name, takeOver: true });
    const { here, version } = await threeWay(store.context, name, 'a');
    const edit = { realm: name, connId: 'a' };
    const spec = JSON.parse(JSON.stringify({ ...here, owner: 'me' }));
    const saved = await updateConnection(store.context, { ...edit, version: version ?? 0, spec });
    expect(saved).toMatchObject({ status: 'saved', version: 2 });
    const longer = { ...spec, description: 'e'.repeat(1_500) };
    await expect(
      updateConnection(store.context, { ...edit, version: 2, spec: longer }),
    ).rejects.toMatchObject({ extra: { problems: [{ path: 'description' }] } });
    expect(await duplicateConnections(store.context, { realm: name, connIds: ['a'] })).toEqual({
      created: ['a-copy'],
    });
  });

  it('disables nothing by a pull: only on request, when the jobs concerned were named', async () => {
    const { name, table } = await store.newRealm([exampleItem('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    await store.sandbox.dynamo.putItem(table, exampleItem('a', { enabled: { BOOL: false } }));
    await store.sandbox.dynamo.putItem(table, exampleItem('b', { enabled: { BOOL: false } }));
    await pull(store.context, { realm: name, takeOver: true });
    expect(await store.states(name)).toEqual({ a: 'changed-there', b: 'same' });
    expect(await previewTakeOver(store.context, name, [])).toEqual({ deleted: [], disabled: ['a'] });
    expect(await takeOver(store.context, { realm: name, items: 'safe' })).toEqual({ taken: ['a'] });
    expect(await store.states(name)).toEqual({ a: 'same', b: 'same' });
  });

  it('deletes nothing in a protected realm', async () => {
    const { name, table } = await store.newRealm([exampleItem('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    await prisma().realm.update({ where: { name }, data: { protected: true } });
    await store.sandbox.dynamo.deleteItem(table, { conn_id: { S: 'a' } });
    await pull(store.context, { realm: name, takeOver: true });
    expect(await takeOver(store.context, { realm: name, items: 'safe' })).toEqual({ taken: [] });
    await expect(
      takeOver(store.context, { realm: name, items: [await store.reviewed(name, 'a')] }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await store.states(name)).toEqual({ a: 'only-here' });
  });

  it('takes what was looked at over changes made here, and no later ones', async () => {
    const { name, table } = await store.newRealm(['a', 'b'].map((id) => exampleItem(id)));
    await pull(store.context, { realm: name, takeOver: true });
    await store.sandbox.dynamo.putItem(table, exampleItem('a', { user: { S: 'theirs' } }));
    await pull(store.context, { realm: name, takeOver: false });
    const looked = await Promise.all(['a', 'b'].map((id) => store.reviewed(name, id)));
    await store.edit(name, 'a', false);
    const before = await threeWay(store.context, name, 'a');

    const refused = {
      code: 'CONFLICT',
      message: '"a" was changed here since you looked at it.',
      extra: { hint: 'Nothing was changed. Compare again, then choose.' },
    };
    await expect(takeOver(store.context, { realm: name, items: looked })).rejects.toMatchObject(refused);
    expect(await threeWay(store.context, name, 'a')).toEqual(before);
    expect(before.here).toMatchObject({ user: 'etl', enabled: false });

    await takeOver(store.context, { realm: name, items: [await store.reviewed(name, 'a')] });
    expect((await threeWay(store.context, name, 'a')).here).toMatchObject({ user: 'theirs', enabled: true });
  });

  it('takes no other item than the one that was looked at', async () => {
    const { name, table } = await store.newRealm([exampleItem('a'), exampleItem('b')]);
    await pull(store.context, { realm: name, takeOver: false });
    const looked = await Promise.all(['a', 'b'].map((id) => store.reviewed(name, id)));
    for (const id of ['a', 'b']) {
      await store.sandbox.dynamo.putItem(table, exampleItem(id, { user: { S: 'later' } }));
    }
    await pull(store.context, { realm: name, takeOver: false });
    await expect(takeOver(store.context, { realm: name, items: looked })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: '2 connections were changed since you looked at them.',
      extra: {
        problems: ['a', 'b'].map((path) => ({
          path,
          message: `"${path}" was changed in lava’s table since you looked at it.`,
        })),
      },
    });
    expect(await store.states(name)).toEqual({ a: 'only-there', b: 'only-there' });
  });

  it('deletes nothing here that was changed since it was looked at', async () => {
    const { name, table } = await store.newRealm([exampleItem('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    await store.sandbox.dynamo.deleteItem(table, { conn_id: { S: 'a' } });
    await pull(store.context, { realm: name, takeOver: false });
    const looked = await store.reviewed(name, 'a');
    await store.edit(name, 'a', false);
    await expect(takeOver(store.context, { realm: name, items: [looked] })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect((await threeWay(store.context, name, 'a')).here).toMatchObject({ enabled: false });
  });
});

describe('what taking over would take away', () => {
  it('is named: what is deleted here, and what is disabled', async () => {
    const ids = ['kept', 'gone', 'off', 'off-already'];
    const { name, table } = await store.newRealm(ids.map((id) => exampleItem(id)));
    await pull(store.context, { realm: name, takeOver: true });
    await store.edit(name, 'off-already', false);
    await store.sandbox.dynamo.putItem(table, exampleItem('kept', { user: { S: 'other' } }));
    await store.sandbox.dynamo.deleteItem(table, { conn_id: { S: 'gone' } });
    for (const connId of ['off', 'off-already']) {
      await store.sandbox.dynamo.putItem(table, exampleItem(connId, { enabled: { S: '' } }));
    }
    await pull(store.context, { realm: name, takeOver: false });
    expect(await previewTakeOver(store.context, name, [])).toEqual({ deleted: ['gone'], disabled: ['off'] });
    expect(await previewTakeOver(store.context, name, ['kept', 'off-already'])).toEqual({
      deleted: [],
      disabled: [],
    });
    expect(await previewTakeOver(store.context, name, ['gone'])).toMatchObject({ deleted: ['gone'] });
    // A protected realm deletes nothing by taking over what is safe.
    await prisma().realm.update({ where: { name }, data: { protected: true } });
    expect(await previewTakeOver(store.context, name, [])).toEqual({ deleted: [], disabled: ['off'] });
  });
});

describe('a conflict', () => {
  it('never writes over a change made elsewhere: it becomes a conflict that is settled either way', async () => {
    const { name, table } = await store.newRealm([exampleItem('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    await store.edit(name, 'a', false);
    const first = await store.reviewed(name, 'a');
    await store.sandbox.dynamo.putItem(table, exampleItem('a', { user: { S: 'theirs' } }));
    const refused = await publish(store.context, { realm: name, items: [first] });
    expect(refused.items).toMatchObject([{ state: 'conflict', code: 'CONFLICT' }]);
    expect(await store.itemsIn(table)).toEqual([exampleItem('a', { user: { S: 'theirs' } })]);
    const three = await threeWay(store.context, name, 'a');
    expect(three).toMatchObject({
      state: 'changed-both',
      conflict: true,
      seen: { user: 'etl', enabled: true },
      there: { user: 'theirs', enabled: true },
      here: { user: 'etl', enabled: false },
    });
    // A conflict is not published, whatever the client says.
    expect(
      (await publish(store.context, { realm: name, items: [await store.reviewed(name, 'a')] })).items,
    ).toMatchObject([{ state: 'refused', code: 'CONFLICT_OPEN' }]);

    await expect(keepHere(store.context, { realm: name, ...first })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    const merged = { ...three.there, enabled: false };
    const settled = await keepHere(store.context, {
      realm: name,
      ...(await store.reviewed(name, 'a')),
      merged: { spec: JSON.parse(JSON.stringify(merged)) },
    });
    expect(settled).toMatchObject({ state: 'changed-here', conflict: false });
    await publish(store.context, { realm: name, items: [await store.reviewed(name, 'a')] });
    expect(await store.itemsIn(table)).toEqual([
      exampleItem('a', { user: { S: 'theirs' }, enabled: { BOOL: false } }),
    ]);
    expect(await store.states(name)).toEqual({ a: 'same' });
  });

  it('is not settled for a connection that was changed here since it was looked at', async () => {
    const { name, table } = await store.newRealm([exampleItem('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    await store.edit(name, 'a', false);
    await store.sandbox.dynamo.putItem(table, exampleItem('a', { user: { S: 'theirs' } }));
    await pull(store.context, { realm: name, takeOver: false });
    const looked = await store.reviewed(name, 'a');
    await store.edit(name, 'a', true);
    await store.edit(name, 'a', false);
    const before = await threeWay(store.context, name, 'a');
    const merged = { spec: { conn_id: 'a', type: 'redshift', enabled: true } };
    for (const more of [{}, { merged }]) {
      await expect(keepHere(store.context, { realm: name, ...looked, ...more })).rejects.toMatchObject({
        code: 'CONFLICT',
        message: '"a" was changed here since you looked at it.',
      });
    }
    expect(await threeWay(store.context, name, 'a')).toEqual(before);
  });

  it('is not settled while the item there is no specification, and says why', async () => {
    const { name, table } = await store.newRealm([exampleItem('a')]);
    await pull(store.context, { realm: name, takeOver: true });
    await store.edit(name, 'a', false);
    await store.sandbox.dynamo.putItem(table, exampleItem('a', { 'x-tags': { SS: ['one'] } }));
    await pull(store.context, { realm: name, takeOver: false });
    const looked = await store.reviewed(name, 'a');
    await expect(keepHere(store.context, { realm: name, ...looked })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      extra: { problems: [{ message: expect.stringContaining('`x-tags` is a set of strings') }] },
    });
    expect(await store.states(name)).toEqual({ a: 'changed-both' });
  });
});
