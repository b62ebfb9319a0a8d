import {
  GOOD_SPEC,
  HOSTILE_FIELDS,
  HOSTILE_FILES,
  PROTOTYPE_KEYS,
  REFUSED_HOSTS,
  TOO_MANY_ROWS,
} from '../lib/services/testing/hostile-input';
import { newConnId } from './conn-ids';
import { BASE, type Credentials, callAction, filled, type ServerAction, serverActions } from './direct-calls';
import { expect, test } from './fixtures';
import { ROUTES } from './matrix-table';
import { ownPage } from './own-page';
import { cookieFor } from './people';

// The same hostile input that the services are tried with, as requests alone: to actions, routes and the import.
let credentials: Credentials;
let actions: Readonly<Record<string, ServerAction>>;
const SOME = 6;
const STACK = /node_modules|\bat .+:\d+:\d+/;

test.beforeAll(async () => {
  credentials = { cookie: await cookieFor(BASE, 'admin') };
  actions = Object.fromEntries((await serverActions()).map((action) => [action.name, action]));
});
test.afterEach(async ({ request }) => {
  expect((await request.get('/healthz')).ok()).toBe(true);
  expect((await ask('/api/realms/dev/connections?f=connId%3Dhostile')).text).toContain('"total":0');
});

async function ask(address: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
  const headers = { ...credentials, ...ownPage(BASE), ...init.headers };
  const answer = await fetch(BASE + address, { ...init, headers, redirect: 'manual' });
  return { status: answer.status, text: await answer.text() };
}

/** Calls an action that must refuse the spec at the field, in words. */
async function expectRefused(name: string, input: object, field: string, value: unknown): Promise<void> {
  const action = actions[name];
  if (!action) throw new Error(`There is no action ${name}.`);
  const what = `${name} ${field} ${String(JSON.stringify(value)).slice(0, 40)}`;
  const { refusal } = await callAction(action, credentials, 'dev', input);
  expect(refusal?.code, what).toBe('INVALID_INPUT');
  const told = JSON.stringify(refusal);
  expect(told, what).toContain(`"path":"${field}`);
  expect(told, what).not.toMatch(STACK);
  if (typeof value === 'string' && value.length > 80) expect(told, what).not.toContain(value.slice(0, 81));
  if (field === 'password') expect(told, what).not.toContain(value);
}

test('the actions of the form refuse every hostile field', async () => {
  test.slow();
  for (const { field, value } of HOSTILE_FIELDS) {
    const spec = { ...GOOD_SPEC, [field]: value };
    // A spec of 1 MB is more than an action takes at all.
    if (JSON.stringify(spec).length > 1_000_000) continue;
    const changed = { realm: 'dev', connId: 'etl-warehouse', version: 1, spec };
    await expectRefused('createConnectionAction', { realm: 'dev', spec }, field, value);
    await expectRefused('startTestAction', { realm: 'dev', draft: spec }, field, value);
    await expectRefused('updateConnectionAction', changed, field, value);
  }
});

/** How a page names an action. */
const sent = (id: string) => ({ 'next-action': id, 'content-type': 'text/plain;charset=UTF-8' });

test('keys that reach into prototypes are refused or gone, and what is too large is refused', async () => {
  const create = actions.createConnectionAction;
  if (!create) throw new Error('There is no such action.');
  for (const keys of PROTOTYPE_KEYS) {
    const connId = newConnId('prototype');
    const good = JSON.stringify({ ...GOOD_SPEC, conn_id: connId });
    // As text: an object that is written out here would get the prototype itself.
    const spec = JSON.parse(`${good.slice(0, -1)},${keys.slice(1)}`);
    if (keys.includes('__proto__')) {
      const body = JSON.stringify([{ realm: 'dev', spec }]);
      const refused = await ask('/dev/new', { method: 'POST', headers: sent(create.id), body });
      const why = expect.stringContaining('a field of the name __proto__, which no field may have');
      expect([refused.status, refused.text], keys).toEqual([400, why]);
      continue;
    }
    const { refusal } = await callAction(create, credentials, 'dev', { realm: 'dev', spec });
    if (refusal) {
      expect(refusal.code, keys).toBe('INVALID_INPUT');
      continue;
    }
    const stored = await ask(
      `/api/realms/dev/export?format=json&f=${encodeURIComponent(`connId=${connId}`)}`,
    );
    expect(stored.text, keys).toContain(connId);
    expect(stored.text, keys).not.toMatch(/__proto__|"constructor"|"admin"/);
  }
  const spec = { ...GOOD_SPEC, description: 'x'.repeat(1024 * 1024) };
  const large = await ask('/dev/new', {
    method: 'POST',
    headers: sent(create.id),
    body: JSON.stringify([{ realm: 'dev', spec }]),
  });
  expect([large.status, large.text]).toEqual([413, expect.stringContaining('larger than 1 MB')]);
});

test('a test of a host that the policy refuses ends before it dials', async () => {
  const start = actions.startTestAction;
  if (!start) throw new Error('There is no such action.');
  for (const host of REFUSED_HOSTS) {
    const draft = { ...GOOD_SPEC, host, cluster_id: 'analytics-dev' };
    const { refusal, given } = await callAction(start, credentials, 'dev', { realm: 'dev', draft });
    if (refusal) {
      expect(refusal.code, host).toBe('INVALID_INPUT');
      continue;
    }
    const { runId } = Object(given);
    await expect
      .poll(async () => (await ask(`/api/realms/dev/runs/${runId}`)).text, { message: host })
      .toContain('"failedCode":"HOST_REFUSED"');
  }
});

test('every route answers every hostile value with words, never with a fault', async () => {
  test.slow();
  const values = [...new Set(HOSTILE_FIELDS.map(({ value }) => String(value)))].filter(
    ({ length }) => length < 2_000,
  );
  const asked = ['conn', 'id', 'secret', 'cluster', 'state', 'text', 'sort', 'page', 'size', 'format'];
  for (const [index, [route, row]] of Object.entries(ROUTES).entries()) {
    if (!route.startsWith('/api/') || row.method === 'POST') continue;
    // All at once where they are asked for; as part of the address each on some of the routes, which read it alike.
    const query = new URLSearchParams(values.flatMap((value) => asked.map((name) => [name, value])));
    for (const value of values)
      for (const field of ['host', 'port', 'connId']) query.append('f', `${field}=${value}`);
    const part = Object.keys(row.params ?? {})[0];
    const addresses = part
      ? values
          .filter((_, place) => place % SOME === index % SOME)
          .map((value) => filled(route, { [part]: value, realm: 'dev' }))
      : [`${filled(route, { realm: 'dev' })}?${query}`];
    for (const address of addresses) {
      const { status, text } = await ask(address);
      expect(status, address).toBeLessThan(500);
      expect(text, address).not.toMatch(STACK);
      if (status >= 400 && text.startsWith('{'))
        expect(JSON.parse(text), address).toHaveProperty('error.code');
    }
  }
});

interface Row {
  readonly connId: string | null;
  readonly state: string;
  readonly reason?: string;
  readonly line: number;
}

/** Leaves the list to other tests as it was; of connections that were not changed since they were made. */
async function remove(connIds: readonly string[]): Promise<void> {
  const action = actions.deleteConnectionsAction;
  if (!action) throw new Error('There is no such action.');
  const versions = Object.fromEntries(connIds.map((connId) => [connId, 1]));
  const { refusal } = await callAction(action, credentials, 'dev', { realm: 'dev', connIds, versions });
  expect(refusal).toBeNull();
}

async function importing(name: string, text: string, chosen?: readonly object[]) {
  const body = new FormData();
  body.append('file', new Blob([text]), name);
  if (chosen) body.append('chosen', JSON.stringify(chosen));
  return ask(`/api/realms/dev/import${chosen ? '?apply' : ''}`, { method: 'POST', body });
}

test('the import keeps or refuses every hostile field as it says, and every hostile file', async () => {
  test.slow();
  const start = newConnId('hostile');
  const specs = HOSTILE_FIELDS.map(({ field, value }, index) => ({
    ...GOOD_SPEC,
    conn_id: `${start}/${index}`,
    [field]: value,
  }));
  const states: string[] = [];
  for (const [index, spec] of specs.entries()) {
    const { status, text } = await importing('specs.json', JSON.stringify([spec]));
    expect(status, text.slice(0, 200)).toBe(200);
    const { rows }: { rows: Row[] } = JSON.parse(text);
    for (const { reason = '' } of rows) {
      expect(reason).not.toMatch(/hunter2|AKIA/);
      expect(reason.length).toBeLessThan(400);
    }
    const kept = rows.every(({ state }) => state === 'new');
    states.push(kept ? 'kept' : 'refused');
    if (!kept) {
      // What the preview refuses cannot be chosen in spite of it.
      const applied = await importing('specs.json', JSON.stringify([spec]), [
        { connId: String(spec.conn_id), version: null },
      ]);
      expect(applied.status, `${index}: ${applied.text.slice(0, 200)}`).toBeLessThan(500);
    }
  }
  expect(states).toEqual(HOSTILE_FIELDS.map(({ imported }) => imported));

  const kept = specs.filter((_, index) => states[index] === 'kept');
  const chosen = kept.map(({ conn_id }) => ({ connId: conn_id, version: null }));
  expect((await importing('specs.json', JSON.stringify(kept), chosen)).status).toBe(200);
  const stored = await ask(`/api/realms/dev/connections?size=200&f=${encodeURIComponent(`connId^${start}`)}`);
  expect(stored.text).toContain(`"total":${kept.length},`);
  await remove(chosen.map(({ connId }) => connId));

  for (const { what, name, text } of HOSTILE_FILES) {
    const answer = await importing(name, text);
    expect(answer.status, what).toBe(200);
    const { rows }: { rows: Row[] } = JSON.parse(answer.text);
    expect(rows.length, what).toBeGreaterThan(0);
    for (const row of rows) expect(row, what).toMatchObject({ state: 'refused', line: expect.any(Number) });
    expect(answer.text, what).not.toContain('hunter2');
  }
  const many = await importing('specs.json', TOO_MANY_ROWS);
  expect([many.status, many.text]).toEqual([413, expect.stringContaining('10,000')]);
  const large = await importing('specs.json', 'x'.repeat(11 * 1024 * 1024));
  expect(large.status).toBe(413);
});
