import { afterAll, beforeAll, expect, it } from 'vitest';
import { exampleItem } from '../../sandbox/example-item';
import { updateConnection } from '../connections/update-connection';
import { restoreVersion } from '../history/restore-version';
import { publish } from '../lava/start-publication';
import { pull } from '../lava/start-pull';
import { type LavaStore, openLavaStore } from '../testing/lava-store';
import { getIamDraft } from './get-iam-draft';
import { listIamCandidates } from './list-iam-candidates';

let store: LavaStore;

beforeAll(async () => {
  store = await openLavaStore();
});
afterAll(() => store.close());

const before = exampleItem('reports', {
  password: { S: '/lava/reports/login' },
  ssl: { BOOL: true },
  'x-note': { M: { since: { N: '2019' } } },
});
const { password: _, ...withoutPassword } = before;

const publishReports = async (realm: string) => {
  const items = [await store.reviewed(realm, 'reports')];
  const done = await publish(store.context, { realm, items });
  expect(done.items).toMatchObject([{ connId: 'reports', action: 'update', state: 'done' }]);
  expect(await store.states(realm)).toEqual({ reports: 'same' });
};

it('an accepted draft reaches lava’s table, and what undoes it does, too', async () => {
  const { name, table } = await store.newRealm([before]);
  await pull(store.context, { realm: name, takeOver: true });
  const [candidate] = (await listIamCandidates(store.context, name)).candidates;
  expect(candidate).toMatchObject({ connId: 'reports', state: 'ready' });
  const { version, result } = await getIamDraft(store.context, { realm: name, connId: 'reports' });
  if (result.state !== 'ready') throw new Error('There is no draft.');

  const spec = JSON.parse(JSON.stringify(result.draft));
  const accepted = await updateConnection(store.context, { realm: name, connId: 'reports', version, spec });
  expect(accepted).toMatchObject({ status: 'saved', version: 2 });
  // Accepting publishes nothing.
  expect(await store.states(name)).toEqual({ reports: 'changed-here' });
  expect(await store.item(table, 'reports')).toEqual(before);

  await publishReports(name);
  expect(await store.item(table, 'reports')).toEqual({ ...withoutPassword, password_duration: { S: '15m' } });
  expect((await listIamCandidates(store.context, name)).candidates).toEqual([]);

  const undone = { realm: name, connId: 'reports', version: 2, to: version };
  expect(await restoreVersion(store.context, undone)).toMatchObject({ status: 'saved', version: 3 });
  expect(await store.states(name)).toEqual({ reports: 'changed-here' });
  await publishReports(name);
  expect(await store.item(table, 'reports')).toEqual(before);
  await pull(store.context, { realm: name, takeOver: false });
  expect(await store.states(name)).toEqual({ reports: 'same' });
});
