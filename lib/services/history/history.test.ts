import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { prisma } from '../../db/prisma';
import { createConnection } from '../connections/create-connection';
import { deleteConnections } from '../connections/delete-connections';
import { duplicateConnections } from '../connections/duplicate-connections';
import { getConnection } from '../connections/get-connection';
import { restoreConnections } from '../connections/restore-connections';
import { setEnabled } from '../connections/set-enabled';
import { updateConnection } from '../connections/update-connection';
import { deleteNow, restoreNow, setEnabledNow } from '../testing/as-seen';
import { expectColumnsDerived } from '../testing/expect-columns-derived';
import { openFilledStore } from '../testing/test-store';
import { importConnections } from '../transfer/import-connections';
import { listDeleted } from './list-deleted';
import { listVersions } from './list-versions';
import { restoreVersion } from './restore-version';
import { tidyHistory } from './tidy-history';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
});
afterAll(() => store.close());
afterEach(expectColumnsDerived);

const realm = 'dev';
const SPEC = {
  type: 'redshift',
  enabled: true,
  host: 'etl.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com',
  port: 5439,
  database: 'analytics',
  user: 'etl',
};
const specOf = (connId: string, more: object = {}) => ({ conn_id: connId, ...SPEC, ...more });
const create = (connId: string) => createConnection(store.context, { realm, spec: specOf(connId) });
const update = (connId: string, version: number, more: object, note?: string) =>
  updateConnection(store.context, { realm, connId, version, spec: specOf(connId, more), note });
const versions = async (connId: string) => (await listVersions(store.context, realm, connId)).versions;

/** What a version has in common with every other: the current one is the connection. */
async function expectVersionsWhole(): Promise<void> {
  const rows = await prisma().$queryRaw<{ connId: string }[]>`
    select c."connId" from "Connection" c left join "ConnectionVersion" v
      on v."connectionId" = c."id" and v."version" = c."version" and v."spec"::text = c."spec"::text
    where v."id" is null`;
  expect(rows).toEqual([]);
}

describe('versions', () => {
  it('keeps who, when, why and what of every save, by every verb', async () => {
    await createConnection(store.context, { realm, spec: specOf('v/all'), note: ' For the new team. ' });
    await update('v/all', 1, { database: 'other' }, 'Moved.');
    await setEnabledNow(store.context, {
      realm,
      connIds: ['v/all'],
      enabled: false,
      note: 'The cluster moves.',
    });
    await setEnabledNow(store.context, { realm, connIds: ['v/all'], enabled: true, note: 'It moved.' });
    await duplicateConnections(store.context, { realm, connIds: ['v/all'] });
    await deleteNow(store.context, { realm, connIds: ['v/all'], note: 'Not used any more.' });
    await restoreNow(store.context, { realm, connIds: ['v/all'] });
    const kept = await versions('v/all');
    expect(kept.map(({ version, action, note, actor }) => [version, action, note, actor])).toEqual([
      [6, 'restore', null, 'admin'],
      [5, 'delete', 'Not used any more.', 'admin'],
      [4, 'enable', 'It moved.', 'admin'],
      [3, 'disable', 'The cluster moves.', 'admin'],
      [2, 'update', 'Moved.', 'admin'],
      [1, 'create', 'For the new team.', 'admin'],
    ]);
    const told = await prisma().auditEvent.findFirstOrThrow({
      where: { target: 'v/all', action: 'connection.delete' },
    });
    expect(told.details).toMatchObject({ version: 5, note: 'Not used any more.' });
    expect(kept[5]?.spec.database).toBe('analytics');
    expect(kept[0]?.spec.database).toBe('other');
    expect((await versions('v/all-copy')).map(({ action }) => action)).toEqual(['duplicate']);
    await expectVersionsWhole();
  });

  it('knows the examples from their first version', async () => {
    expect((await versions('etl-warehouse')).map(({ version, action }) => [version, action])).toEqual([
      [1, 'create'],
    ]);
  });

  it('changes nothing when the version cannot be written', async () => {
    await create('v/closed');
    await prisma()
      .$executeRaw`alter table "ConnectionVersion" add constraint "closed" check (false) not valid`;
    try {
      await expect(update('v/closed', 1, { database: 'x' })).rejects.toThrow();
      await expect(deleteNow(store.context, { realm, connIds: ['v/closed'] })).rejects.toThrow();
    } finally {
      await prisma().$executeRaw`alter table "ConnectionVersion" drop constraint "closed"`;
    }
    expect(await getConnection(store.context, realm, 'v/closed')).toMatchObject({ version: 1 });
    expect(await prisma().auditEvent.count({ where: { target: 'v/closed' } })).toBe(1);
  });

  it('lists 500 at once, the newest first, and tells how many there are', async () => {
    await create('v/many');
    await prisma().$executeRaw`
      insert into "ConnectionVersion"
        ("id", "realmId", "connectionId", "connId", "version", "action", "spec", "actor")
      select gen_random_uuid(), "realmId", "id", "connId", n, 'update', "spec", 'admin'
      from "Connection", generate_series(2, 502) n where "connId" = 'v/many'`;
    await prisma().connection.updateMany({ where: { connId: 'v/many' }, data: { version: 502 } });
    const listed = await listVersions(store.context, realm, 'v/many');
    expect(listed.total).toBe(502);
    expect(listed.versions.map(({ version }) => version)).toEqual(
      Array.from({ length: 500 }, (_, at) => 502 - at),
    );
    const older = await listVersions(store.context, realm, 'v/many', { before: 3 });
    expect(older).toMatchObject({ total: 502, versions: [{ version: 2 }, { version: 1 }] });
    expect((await listVersions(store.context, realm, 'v/many', { before: 1 })).versions).toEqual([]);
  });

  it('restores one as a new version, and not over a save made meanwhile', async () => {
    await create('v/back');
    await update('v/back', 1, { database: 'second' });
    const restore = (version: number) =>
      restoreVersion(store.context, { realm, connId: 'v/back', version, to: 1 });
    expect(await restore(1)).toMatchObject({ status: 'conflict', current: { version: 2 } });
    expect(await restore(2)).toEqual({ status: 'saved', connId: 'v/back', version: 3 });
    expect((await getConnection(store.context, realm, 'v/back')).spec).toEqual(specOf('v/back'));
    expect((await versions('v/back'))[0]).toMatchObject({ action: 'restore', note: 'Version 1 again.' });
    await expect(
      restoreVersion(store.context, { realm, connId: 'v/back', version: 3, to: 9 }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('locking', () => {
  it('never loses a save to enabling at the same time', async () => {
    await create('lock/both');
    for (let version = 1, round = 0; round < 10; round += 1) {
      const [saved] = await Promise.all([
        update('lock/both', version, { database: `d${round}`, enabled: round % 2 === 1 }),
        setEnabledNow(store.context, { realm, connIds: ['lock/both'], enabled: round % 2 === 0 }).catch(
          conflict,
        ),
      ]);
      const now = await getConnection(store.context, realm, 'lock/both');
      if (saved.status === 'saved') expect(now.spec.database).toBe(`d${round}`);
      version = now.version;
    }
    await expectVersionsWhole();
  });

  it('deletes, enables and disables only what was looked at', async () => {
    await create('lock/delete');
    await update('lock/delete', 1, { database: 'second' });
    const connIds = ['lock/delete'];
    const seen = (version: number) => ({ realm, connIds, versions: { 'lock/delete': version } });
    const disable = (version: number) => setEnabled(store.context, { ...seen(version), enabled: false });
    await expect(disable(1)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(
      setEnabled(store.context, { realm, connIds, versions: {}, enabled: false }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await disable(2)).toEqual({ changed: connIds });
    const remove = (version: number) => deleteConnections(store.context, seen(version));
    await expect(remove(2)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await remove(3)).toMatchObject({ deleted: connIds });
  });

  it('takes no connection for another that had its name before', async () => {
    await create('lock/again');
    const connIds = ['lock/again'];
    await deleteNow(store.context, { realm, connIds });
    const spec = specOf('lock/again', { database: 'another' });
    const created = await createConnection(store.context, { realm, spec });
    expect(created).toEqual({ status: 'saved', connId: 'lock/again', version: 3 });
    const seen = { realm, connIds, versions: { 'lock/again': 1 } };
    const conflict = { status: 'conflict', current: { version: 3 } };
    expect(await update('lock/again', 1, { port: 5440 })).toMatchObject(conflict);
    const back = { realm, connId: 'lock/again', version: 1, to: 3 };
    expect(await restoreVersion(store.context, back)).toMatchObject(conflict);
    for (const change of [
      () => deleteConnections(store.context, seen),
      () => setEnabled(store.context, { ...seen, enabled: false }),
      () =>
        importConnections(store.context, {
          realm,
          files: [{ name: 'a.json', bytes: new TextEncoder().encode(JSON.stringify(specOf('lock/again'))) }],
          chosen: [{ connId: 'lock/again', version: 1 }],
        }),
    ])
      await expect(change()).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await getConnection(store.context, realm, 'lock/again')).spec).toEqual(spec);
    expect((await versions('lock/again')).map(({ version, action }) => [version, action])).toEqual([
      [3, 'create'],
    ]);
    await deleteNow(store.context, { realm, connIds });
    await restoreNow(store.context, { realm, connIds });
    expect((await versions('lock/again')).map(({ version }) => version)).toEqual([5, 4, 3]);
    const events = await prisma().auditEvent.findMany({
      where: { target: 'lock/again' },
      orderBy: { seq: 'asc' },
    });
    expect(events.map(({ details }) => details)).toMatchObject(
      [1, 2, 3, 4, 5].map((version) => ({ version })),
    );
    await expectVersionsWhole();
  });

  it('lets many changes of the same connections end without a deadlock', async () => {
    const connIds = ['lock/a', 'lock/b', 'lock/c'];
    for (const connId of connIds) await create(connId);
    const toggles = Array.from({ length: 8 }, (_, index) =>
      setEnabledNow(store.context, {
        realm,
        connIds: index % 2 ? connIds : [...connIds].reverse(),
        enabled: index % 2 === 0,
      }),
    );
    const ends = await Promise.allSettled(toggles);
    expect(ends.some(({ status }) => status === 'fulfilled')).toBe(true);
    for (const end of ends)
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'CONFLICT' });
    await expectVersionsWhole();
  });
});

describe('deleted connections', () => {
  it('are listed until they come back, and not over one of the same name', async () => {
    await create('gone/a');
    await deleteNow(store.context, { realm, connIds: ['gone/a'] });
    const listed = async () =>
      (await listDeleted(store.context, realm)).deleted.find(({ connId }) => connId === 'gone/a');
    expect(await listed()).toMatchObject({ deletedBy: 'admin', taken: false, type: 'redshift' });
    await create('gone/a');
    expect(await listed()).toMatchObject({ taken: true });
    await expect(restoreNow(store.context, { realm, connIds: ['gone/a'] })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      extra: { hint: expect.stringContaining('Delete the one that has the name now, then restore') },
    });
    await deleteNow(store.context, { realm, connIds: ['gone/a'] });
    await restoreNow(store.context, { realm, connIds: ['gone/a'] });
    expect((await versions('gone/a')).map(({ action }) => action)).toEqual(['restore', 'delete', 'create']);
  });

  it('are listed by their deletions, and each comes back, also when the name was used again', async () => {
    const connIds = ['gone/twice'];
    const connId = 'gone/twice';
    const deletions = async () =>
      (await listDeleted(store.context, realm)).deleted.filter((row) => row.connId === connId);
    await create(connId);
    await update(connId, 1, { database: 'first' });
    const first = await deleteNow(store.context, { realm, connIds });
    await createConnection(store.context, { realm, spec: specOf(connId, { database: 'second' }) });
    const second = await deleteNow(store.context, { realm, connIds });
    expect((await deletions()).map(({ version, deletedAt }) => [version, deletedAt])).toEqual([
      [5, second.deletedAt[connId]],
      [3, first.deletedAt[connId]],
    ]);
    const restore = (deletedAt: Readonly<Record<string, string>>) =>
      restoreConnections(store.context, { realm, connIds, deletedAt: { ...deletedAt } });
    expect(await restore(first.deletedAt)).toEqual({ restored: connIds });
    expect((await getConnection(store.context, realm, connId)).spec.database).toBe('first');
    expect((await versions(connId)).map(({ version, action }) => [version, action])).toEqual([
      [6, 'restore'],
      [3, 'delete'],
      [2, 'update'],
      [1, 'create'],
    ]);
    expect((await deletions()).map(({ version, taken }) => [version, taken])).toEqual([[5, true]]);
    await expect(restore(second.deletedAt)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await deleteNow(store.context, { realm, connIds });
    await restore(second.deletedAt);
    expect((await getConnection(store.context, realm, connId)).spec.database).toBe('second');
    await expectVersionsWhole();
  });

  it('come back only as they were looked at: not one that was restored and deleted again since', async () => {
    const connIds = ['gone/again'];
    await create('gone/again');
    const { deletedAt } = await deleteNow(store.context, { realm, connIds });
    await restoreNow(store.context, { realm, connIds });
    await deleteNow(store.context, { realm, connIds });
    const looks = [{ ...deletedAt }, {}, { 'gone/again': '0000-01-01T00:00:00Z' }];
    for (const looked of looks)
      await expect(
        restoreConnections(store.context, { realm, connIds, deletedAt: looked }),
      ).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message: 'The deletion of "gone/again" that you looked at is not on record any more.',
      });
  });

  it('show their versions as long as they can be restored, to whoever may see the realm', async () => {
    const connId = 'gone/read';
    await create(connId);
    await update(connId, 1, { database: 'first' }, 'Moved.');
    await deleteNow(store.context, { realm, connIds: [connId] });
    expect((await versions(connId)).map(({ action, note }) => [action, note])).toEqual([
      ['delete', null],
      ['update', 'Moved.'],
      ['create', null],
    ]);
    await createConnection(store.context, { realm, spec: specOf(connId, { database: 'second' }) });
    expect((await versions(connId)).map(({ action }) => action)).toEqual(['create']);
    const { deleted } = await listDeleted(store.context, realm);
    const { connectionId = '' } = deleted.find((row) => row.connId === connId) ?? {};
    const of = (id: string, name = connId, place = realm) =>
      listVersions(store.context, place, name, { deleted: id });
    const kept = await of(connectionId);
    expect(kept.versions.map(({ version, spec }) => [version, spec.database])).toEqual([
      [3, 'first'],
      [2, 'first'],
      [1, 'analytics'],
    ]);
    const { id: now } = await prisma().connection.findFirstOrThrow({ where: { connId } });
    for (const refused of [
      () => of(now),
      () => of('\0'),
      () => of(connectionId, 'gone/a'),
      () => of(connectionId, connId, 'prod'),
      () => versions('gone/never'),
    ])
      await expect(refused()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const stranger = { ...store.context, actor: { id: 's', name: 'S', roleIn: () => null } };
    await expect(listVersions(stranger, realm, connId, { deleted: connectionId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('are told by their number where they are more than are listed', async () => {
    await prisma().$executeRaw`
      insert into "ConnectionVersion"
        ("id", "realmId", "connectionId", "connId", "version", "action", "spec", "at", "actor")
      select gen_random_uuid(), r."id", gen_random_uuid(), 'many/' || n, 2, 'delete', '{"type":"redshift"}',
        now() - make_interval(secs => n), 'somebody'
      from "Realm" r, generate_series(1, 1005) n where r."name" = 'prod'`;
    const { deleted, total } = await listDeleted(store.context, 'prod');
    expect(total).toBe(1005);
    expect(deleted).toHaveLength(1000);
    expect([deleted[0]?.connId, deleted[999]?.connId]).toEqual(['many/1', 'many/1000']);
  });

  it('are let go after 30 days, by the daily tidying, which says so', async () => {
    for (const connId of ['gone/old', 'gone/two', 'gone/young', 'gone/back']) await create(connId);
    await deleteNow(store.context, { realm, connIds: ['gone/old', 'gone/two', 'gone/young', 'gone/back'] });
    await restoreNow(store.context, { realm, connIds: ['gone/back'] });
    await prisma().$executeRaw`
      update "ConnectionVersion" set "at" = now() - interval '31 days' where "connId" in ('gone/old', 'gone/two', 'gone/back')`;
    expect(await tidyHistory(undefined, 1)).toEqual({ versions: 4, events: 0 });
    expect(await tidyHistory(undefined)).toEqual({ versions: 0, events: 0 });
    const left = (await listDeleted(store.context, realm)).deleted.map(({ connId }) => connId);
    expect(left).toContain('gone/young');
    expect(left).not.toContain('gone/old');
    expect(await versions('gone/back')).toHaveLength(3);
    expect(await prisma().auditEvent.count({ where: { action: 'history.let-go' } })).toBe(2);
  });
});

/** What was saved meanwhile is left alone; whatever else goes wrong is thrown. */
function conflict(error: unknown): null {
  expect(error).toMatchObject({ code: 'CONFLICT' });
  return null;
}
