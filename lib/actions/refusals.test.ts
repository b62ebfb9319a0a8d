import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { nobody } from '../auth/nobody';
import { openForSignIn, TestBrowser } from '../auth/sign-in.fixture';
import { prisma } from '../db/prisma';
import { inRequest, requestId } from '../request-scope';
import { exampleItem } from '../sandbox/example-item';
import { authorise } from '../services/authorise';
import type { ServiceContext } from '../services/context';
import type { ErrorDto } from '../services/errors';
import { pull, startPull } from '../services/lava/start-pull';
import { takeOver } from '../services/lava/take-over';
import { setPasswordByLink } from '../services/people/set-password-by-link';
import { switchTesting } from '../services/settings/testing-switch';
import { setEnabledNow } from '../services/testing/as-seen';
import { type LavaStore, openLavaStore } from '../services/testing/lava-store';
import { cancelTest } from '../services/tests/cancel-test';
import { startTest } from '../services/tests/start-test';
import { createToken } from '../services/tokens/create-token';
import { enterAction, realmIn } from './action-request';
import { answerError } from './answer-error';
import { jsonRoute } from './route';
import { subjectOf } from './subject-of';

const OWN_PAGE = { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' };

let store: LavaStore;
/** The place of the last event before a test. */
let before: bigint;

beforeAll(async () => {
  store = await openForSignIn(openLavaStore);
}, 120_000);
afterAll(() => store.close());
beforeEach(async () => {
  const newest = await prisma().auditEvent.findFirst({ orderBy: { seq: 'desc' } });
  before = newest?.seq ?? 0n;
});

const refusals = () =>
  prisma().auditEvent.findMany({
    where: { action: 'access.refused', seq: { gt: before } },
    orderBy: { seq: 'asc' },
  });

async function signedIn(person: 'admin' | 'editor' | 'viewer'): Promise<TestBrowser> {
  const browser = new TestBrowser('127.0.0.1');
  expect((await browser.post('/sandbox/sign-in', { person })).status).toBe(200);
  return browser;
}

/** A server action's way through its client. */
function act<T>(
  headers: Headers,
  name: string,
  input: unknown,
  work: (context: ServiceContext) => Promise<T>,
) {
  return inRequest({ requestId: requestId() }, async (): Promise<T | ErrorDto> => {
    let context: ServiceContext | undefined;
    try {
      context = await enterAction(headers, name, input);
      return await work(context);
    } catch (error) {
      return answerError(error, context ?? nobody(headers), { realm: context && realmIn(input) });
    }
  });
}

const read = jsonRoute<{ realm: string }>((context, _, { realm }) =>
  authorise(context, 'connection:read', realm),
);
/** A request for a realm's route. */
function ask(headers: Headers, method = 'GET', realm = 'dev'): Promise<Response> {
  const request = new Request(`http://127.0.0.1:3000/api/realms/${realm}`, { method, headers });
  return read(request, { params: Promise.resolve({ realm }) });
}

describe('of somebody unknown', () => {
  it('is recorded once a minute for an address, without a session', async () => {
    for (const address of ['198.51.100.1', '198.51.100.1', '198.51.100.2']) {
      expect((await ask(new TestBrowser(address).headers())).status).toBe(401);
    }
    expect(await refusals()).toMatchObject([
      {
        actor: 'nobody',
        target: 'sign-in',
        address: '198.51.100.1',
        realm: null,
        details: { act: 'GET /api/realms/dev' },
      },
      { target: 'sign-in', address: '198.51.100.2' },
    ]);
  });

  it('is recorded with a token that was given to nobody', async () => {
    const headers = new TestBrowser('198.51.100.3').headers({ authorization: 'Bearer lava_guessed' });
    expect((await ask(headers)).status).toBe(401);
    const events = await refusals();
    expect(events).toMatchObject([{ actor: 'nobody', target: 'token', address: '198.51.100.3' }]);
    expect(JSON.stringify(events[0]?.details)).not.toContain('guessed');
  });

  it('is recorded with a one-time link that cannot be used', async () => {
    const headers = new TestBrowser('198.51.100.5').headers();
    const { actor: _nobody, ...origin } = nobody(headers);
    const input = { token: 'guessed-link', password: 'four plain words here' };
    const error = await setPasswordByLink(origin, input).catch((thrown: unknown) => thrown);
    expect(await answerError(error, nobody(headers), {})).toMatchObject({ code: 'NOT_FOUND' });
    const events = await refusals();
    expect(events).toMatchObject([{ actor: 'nobody', target: 'link', address: '198.51.100.5' }]);
    expect(JSON.stringify(events[0]?.details)).not.toContain('guessed');
  });

  it('is recorded when another site asks', async () => {
    const headers = new TestBrowser('198.51.100.4').headers({ origin: 'https://evil.example' });
    expect((await ask(headers, 'POST')).status).toBe(403);
    expect(await refusals()).toMatchObject([{ actor: 'nobody', target: 'origin', address: '198.51.100.4' }]);
  });
});

describe('a server action called without the proxy before it', () => {
  it('takes Origin and Sec-Fetch-Site, also from who shows a token beside the session', async () => {
    const browser = await signedIn('editor');
    const run = vi.fn(async () => 'done');
    const bearers: Record<string, string>[] = [{}, { authorization: 'Bearer x' }];
    const { 'sec-fetch-site': _site, ...noSite } = OWN_PAGE;
    const { origin: _origin, ...noOrigin } = OWN_PAGE;
    for (const given of [{}, noSite, noOrigin, { ...OWN_PAGE, origin: 'https://evil.example' }]) {
      for (const bearer of bearers) {
        const answer = await act(browser.headers({ ...given, ...bearer }), 'setEnabled', {}, run);
        expect(answer).toMatchObject({ code: 'FORBIDDEN' });
      }
    }
    expect(run).not.toHaveBeenCalled();
    expect(await act(browser.headers(OWN_PAGE), 'setEnabled', {}, run)).toBe('done');
  });
});

describe('of somebody known', () => {
  const enable = (browser: TestBrowser, connIds: string[], enabled: boolean, realm = 'dev') => {
    const input = { realm, connIds, enabled };
    return act(browser.headers(OWN_PAGE), enabled ? 'enable' : 'disable', input, (context) =>
      setEnabledNow(context, input),
    );
  };

  it('is recorded with what was to be done to what, and different acts apart', async () => {
    const viewer = await signedIn('viewer');
    await enable(viewer, ['crm-sync'], true);
    await enable(viewer, ['crm-sync'], true);
    await enable(viewer, ['crm-sync'], false);
    await enable(viewer, ['etl-warehouse', 'crm-sync'], false);
    expect(
      (await refusals()).map(({ actor, realm, target, details }) => [actor, realm, target, details]),
    ).toEqual([
      ['Sandbox viewer', 'dev', 'connection:write', { act: 'enable', subject: 'crm-sync' }],
      ['Sandbox viewer', 'dev', 'connection:write', { act: 'disable', subject: 'crm-sync' }],
      ['Sandbox viewer', 'dev', 'connection:write', { act: 'disable', subject: 'etl-warehouse and 1 more' }],
    ]);
  });

  it('fills no more of the trail than thirty events a minute, whatever is made up', async () => {
    const stranger = { actor: { id: 'maker-up', name: 'Maker-up', roleIn: () => null }, requestId: 'r' };
    for (let n = 0; n < 35; n += 1) {
      await expect(authorise(stranger, 'connection:read', `made-up-${n}`)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    expect(await refusals()).toHaveLength(30);
  });

  it('is recorded where a limit stops it', async () => {
    const silent = store.sandbox.connections.find(({ expected }) => expected.code === 'SERVER_SILENT');
    const input = { realm: silent?.realm ?? '', connId: String(silent?.spec.conn_id) };
    const editor = await signedIn('editor');
    const test = () =>
      act(editor.headers(OWN_PAGE), 'startTest', input, (context) => startTest(context, input));
    const begun = await test();
    expect(await test()).toMatchObject({ code: 'TOO_MANY' });
    expect(await refusals()).toMatchObject([
      {
        actor: 'Sandbox editor',
        target: 'limit',
        realm: input.realm,
        details: {
          act: 'startTest',
          subject: input.connId,
          because: expect.stringContaining('tested already'),
        },
      },
    ]);
    const runId = 'runId' in begun ? begun.runId : '';
    await cancelTest(store.context, { realm: input.realm, runId });
  });

  it('is recorded where a pull runs already', async () => {
    const { name } = await store.newRealm([]);
    const { id } = await prisma().realm.findUniqueOrThrow({ where: { name } });
    await prisma().pull.create({
      data: { realmId: id, state: 'running', startedAt: new Date(), beatAt: new Date(), actor: 'Somebody' },
    });
    const editor = await signedIn('editor');
    const input = { realm: name, takeOver: false };
    const answer = await act(editor.headers(OWN_PAGE), 'startPull', input, (context) =>
      startPull(context, input),
    );
    expect(answer).toMatchObject({ code: 'TOO_MANY' });
    expect(await refusals()).toMatchObject([{ target: 'limit', realm: name, details: { act: 'startPull' } }]);
  });

  it('is recorded where a rule of the service stops it, after what was begun is undone', async () => {
    const { name, table } = await store.newRealm([exampleItem('kept')]);
    await pull(store.context, { realm: name, takeOver: true });
    await prisma().realm.update({ where: { name }, data: { protected: true } });
    const admin = await signedIn('admin');
    const token = { name: 'ci', realm: 'dev', role: 'admin', days: 1 };
    const editor = await signedIn('editor');
    await act(editor.headers(OWN_PAGE), 'createToken', token, (context) => createToken(context, token));
    await act(editor.headers(OWN_PAGE), 'switchTesting', {}, (context) =>
      switchTesting(context, { on: false, reason: 'no' }),
    );
    await store.sandbox.dynamo.deleteItem(table, { conn_id: { S: 'kept' } });
    await pull(store.context, { realm: name, takeOver: false });
    const input = { realm: name, items: [await store.reviewed(name, 'kept')] };
    expect(
      await act(admin.headers(OWN_PAGE), 'takeOver', input, (context) => takeOver(context, input)),
    ).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusals()).toMatchObject([
      {
        actor: 'Sandbox editor',
        target: 'rule',
        realm: 'dev',
        details: { act: 'createToken', subject: 'ci' },
      },
      { actor: 'Sandbox editor', target: 'settings:write', details: { act: 'switchTesting' } },
      { actor: 'Sandbox admin', target: 'rule', realm: name, details: { act: 'takeOver', subject: 'kept' } },
    ]);
  });
});

it('names what an input is about', () => {
  expect(subjectOf({ realm: 'dev', draft: { conn_id: 'a' } })).toBe('a');
  expect(subjectOf({ realm: { name: 'new' } })).toBe('new');
  expect(subjectOf({ realm: 'dev' })).toBeUndefined();
  expect(subjectOf({ token: 'secret', password: 'secret' })).toBeUndefined();
  expect(subjectOf(null)).toBeUndefined();
});
