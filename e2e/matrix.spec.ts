import { readFile } from 'node:fs/promises';
import { allows, PERMISSIONS } from '../lib/auth/permissions';
import { readEnv } from '../lib/env';
import { expect, test } from './fixtures';
import { ACTIONS, type Needs, ROUTES } from './matrix-table';
import { cookieFor } from './people';

const BASE = readEnv().E2E_BASE_URL ?? '';
const PERSONS = ['nobody', 'none', 'viewer', 'tester', 'editor', 'admin'] as const;
/** `nobody` is not signed in. */
type Caller = (typeof PERSONS)[number];
/** The sign-in itself, and a picture. */
const OTHERS = ['/api/auth/[...path]', '/icon.svg'];
const UNKNOWN = 'zzz';
const REALM = 'dev';

interface Refusal {
  readonly code: string;
  readonly message: string;
}

interface ServerAction {
  readonly id: string;
  readonly name: string;
  /** A page whose server knows it. */
  readonly page: string;
}

async function manifest<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(new URL(`../.next/${file}`, import.meta.url), 'utf8'));
}

async function serverActions(): Promise<ServerAction[]> {
  const { node } = await manifest<{
    node: Record<string, { workers: Record<string, unknown>; exportedName: string }>;
  }>('server/server-reference-manifest.json');
  return Object.entries(node).map(([id, { workers, exportedName }]) => ({
    id,
    name: exportedName,
    page: Object.keys(workers)[0] ?? '',
  }));
}

async function routes(): Promise<string[]> {
  const all = await manifest<Record<string, string>>('app-path-routes-manifest.json');
  return Object.entries(all)
    .filter(([file, route]) => file.endsWith('/route') && !OTHERS.includes(route))
    .map(([, route]) => route);
}

async function pages(): Promise<string[]> {
  const all = await manifest<Record<string, string>>('app-path-routes-manifest.json');
  return Object.entries(all)
    .filter(([file, route]) => file.endsWith('/page') && route.startsWith('/[realm]'))
    .map(([, route]) => route);
}

async function cookieOf(person: Caller): Promise<{ cookie?: string }> {
  return person === 'nobody' ? {} : { cookie: await cookieFor(BASE, person) };
}

function filled(address: string, params: Readonly<Record<string, string>>): string {
  return address.replace(/\[(\w+)\]/g, (_whole, name: string) => encodeURIComponent(params[name] ?? 'none'));
}

/** The address of a page as the manifest of actions names it. */
function addressOf(page: string, realm: string): string {
  const parts = page.split('/').slice(1, -1);
  return filled(`/${parts.filter((part) => !part.startsWith('(')).join('/')}`, {
    realm,
    name: realm,
    type: 'redshift',
  });
}

/** Calls the action as a browser would, without any page; the refusal, or null when it was let through. */
async function callAction(
  { id, name, page }: ServerAction,
  person: Caller,
  realm: string,
): Promise<Refusal | null> {
  const answer = await fetch(BASE + addressOf(page, realm), {
    method: 'POST',
    redirect: 'manual',
    headers: {
      ...(await cookieOf(person)),
      origin: BASE,
      'sec-fetch-site': 'same-origin',
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
      'next-action': id,
    },
    body: JSON.stringify([ACTIONS[name]?.input(realm)]),
  });
  const text = await answer.text();
  // Long texts stand before it, and end without a line break.
  const row = /(?:^|\D)1:("\$undefined"|\{.*)$/m.exec(text)?.[1];
  if (row === undefined) throw new Error(`${name} as ${person}: ${answer.status} ${text.slice(0, 300)}`);
  if (row === '"$undefined"') return null;
  const result: { serverError?: Refusal; validationErrors?: unknown } = row.startsWith('{')
    ? JSON.parse(row)
    : {};
  if (result.validationErrors && !ACTIONS[name]?.refused)
    throw new Error(`${name}: the sample input is not taken: ${row.slice(0, 300)}`);
  return result.serverError ?? null;
}

async function callRoute(route: string, person: Caller, realm: string): Promise<Refusal | null> {
  const row = ROUTES[route];
  const url = BASE + filled(route, { ...row?.params, realm }) + (row?.query ?? '');
  const form = new FormData();
  form.append('file', new Blob(['{"conn_id":"x","type":"redshift"}']), 'x.json');
  const answer = await fetch(url, {
    method: row?.method ?? 'GET',
    redirect: 'manual',
    headers: { ...(await cookieOf(person)), origin: BASE, 'sec-fetch-site': 'same-origin' },
    ...(row?.method === 'POST' && { body: form }),
  });
  const text = await answer.text();
  if (answer.ok) return null;
  const { error }: { error?: Refusal } = JSON.parse(text);
  if (!error) throw new Error(`${route} as ${person}: ${answer.status} ${text.slice(0, 300)}`);
  return error;
}

const noRealm = (realm: string) => `There is no realm "${realm}".`;

/** What a role must meet; `allowed` is whatever the product says once it let the person in. */
function expected(needs: Needs | undefined, person: Caller): string {
  if (needs === undefined || needs === 'open') return 'allowed';
  if (person === 'nobody') return 'UNAUTHENTICATED';
  if (needs === 'signed-in') return 'allowed';
  const permission = needs;
  const role = person === 'none' ? null : person;
  if (allows(role, permission)) return 'allowed';
  return role === null && !('everywhere' in PERMISSIONS[permission]) ? 'NOT_FOUND' : 'FORBIDDEN';
}

function met(refusal: Refusal | null): string {
  if (['FORBIDDEN', 'UNAUTHENTICATED', 'UNEXPECTED'].includes(refusal?.code ?? ''))
    return refusal?.code ?? '';
  return refusal?.message === noRealm(REALM) ? 'NOT_FOUND' : 'allowed';
}

test('names every server action and route handler that was built', async () => {
  expect((await serverActions()).map(({ name }) => name).sort()).toEqual(Object.keys(ACTIONS).sort());
  expect((await routes()).sort()).toEqual(Object.keys(ROUTES).sort());
});

for (const person of PERSONS) {
  test(`lets ${person} call exactly the actions of the role`, async () => {
    for (const action of await serverActions()) {
      const needs = ACTIONS[action.name]?.permission;
      const refusal = await callAction(action, person, REALM);
      expect.soft(met(refusal), `${action.name}: ${refusal?.message}`).toBe(expected(needs, person));
    }
  });

  test(`lets ${person} call exactly the route handlers of the role`, async () => {
    for (const route of await routes()) {
      const needs = ROUTES[route]?.permission;
      const refusal = await callRoute(route, person, REALM);
      expect.soft(met(refusal), `${route}: ${refusal?.message}`).toBe(expected(needs, person));
    }
  });
}

test('answers somebody without a role as if the realm did not exist', async () => {
  const same = (answer: unknown) =>
    JSON.stringify(answer).replace(new RegExp(`\\b(${REALM}|${UNKNOWN})\\b`, 'g'), 'R');
  for (const action of await serverActions()) {
    const real = await callAction(action, 'none', REALM);
    expect.soft(same(real), action.name).toBe(same(await callAction(action, 'none', UNKNOWN)));
  }
  for (const route of await routes()) {
    const real = await callRoute(route, 'none', REALM);
    expect.soft(same(real), route).toBe(same(await callRoute(route, 'none', UNKNOWN)));
  }
  const cookie = await cookieFor(BASE, 'none');
  const look = async (route: string, realm: string) => {
    const params = { realm, connId: 'etl-warehouse', id: 'none' };
    const answer = await fetch(BASE + filled(route, params), { headers: { cookie }, redirect: 'manual' });
    const text = (await answer.text())
      .replace(/<script[\s\S]*?<\/script>/g, '')
      .replace(/ nonce="\w+"/g, '')
      // Whether a refusal is known before the frame of the page is sent, or follows it, is a matter of milliseconds.
      .replace(/<template[^>]*><\/template>|<!--[^>]*-->|<meta name="robots"[^>]*>/g, '')
      .replace(/<div hidden[^>]*><\/div>/g, '')
      .replace(new RegExp(`\\b${realm}\\b`, 'g'), 'R');
    return `${answer.status} ${text}`;
  };
  for (const route of await pages()) {
    expect.soft(await look(route, REALM), route).toBe(await look(route, UNKNOWN));
  }
});
