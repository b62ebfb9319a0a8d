import { allows, PERMISSIONS, type Role } from '../lib/auth/permissions';
import {
  BASE,
  type Credentials,
  callAction,
  callRoute,
  filled,
  type Refusal,
  realmPages,
  routes,
  serverActions,
} from './direct-calls';
import { expect, test } from './fixtures';
import { ACTIONS, type Needs, ROUTES } from './matrix-table';
import { cookieFor, type Person } from './people';

/** The realm that no one-click person of a single realm is let into, and one that does not exist. */
const OTHER = 'prod';
const UNKNOWN = 'zzz';

/** Somebody who calls, and who they are where they call. */
interface Caller {
  /** Null: not signed in. */
  readonly person: Person | null;
  readonly realm: string;
  readonly role: Role | null;
  /** The only realm where they have it; absent: every realm. */
  readonly only?: string;
}

const CALLERS: readonly Caller[] = [
  { person: null, realm: 'dev', role: null },
  { person: 'none', realm: 'dev', role: null },
  { person: 'viewer', realm: 'dev', role: 'viewer' },
  { person: 'tester', realm: 'dev', role: 'tester' },
  { person: 'editor', realm: 'dev', role: 'editor' },
  { person: 'admin', realm: 'dev', role: 'admin' },
  { person: 'dev-editor', realm: 'dev', role: 'editor' },
  { person: 'dev-editor', realm: OTHER, role: null },
  { person: 'dev-admin', realm: 'dev', role: 'admin', only: 'dev' },
];

async function credentialsOf(person: Person | null): Promise<Credentials> {
  return person === null ? {} : { cookie: await cookieFor(BASE, person) };
}

const noRealm = (realm: string) => `There is no realm "${realm}".`;

/** What a caller must meet; `allowed` is whatever the product says once it let the person in. */
function expected(needs: Needs | undefined, { person, role, only }: Omit<Caller, 'realm'>): string {
  if (needs === undefined || needs === 'open') return 'allowed';
  if (person === null) return 'UNAUTHENTICATED';
  if (needs === 'signed-in') return 'allowed';
  const everywhere = 'everywhere' in PERMISSIONS[needs];
  if (everywhere && only) return 'FORBIDDEN';
  if (allows(role, needs)) return 'allowed';
  return role === null && !everywhere ? 'NOT_FOUND' : 'FORBIDDEN';
}

function met(refusal: Refusal | null, realm: string): string {
  if (['FORBIDDEN', 'UNAUTHENTICATED'].includes(refusal?.code ?? '')) return refusal?.code ?? '';
  return refusal?.message === noRealm(realm) ? 'NOT_FOUND' : 'allowed';
}

test('names every server action and route handler that was built', async () => {
  expect((await serverActions()).map(({ name }) => name).sort()).toEqual(Object.keys(ACTIONS).sort());
  expect((await routes()).sort()).toEqual(Object.keys(ROUTES).sort());
});

for (const caller of CALLERS) {
  const { person, realm } = caller;
  test(`lets ${person ?? 'nobody'} call exactly the actions of the role in ${realm}`, async () => {
    const credentials = await credentialsOf(person);
    for (const action of await serverActions()) {
      const needs = ACTIONS[action.name]?.permission;
      const { refusal } = await callAction(action, credentials, realm);
      expect.soft(met(refusal, realm), `${action.name}: ${refusal?.message}`).toBe(expected(needs, caller));
    }
  });

  test(`lets ${person ?? 'nobody'} call exactly the route handlers of the role in ${realm}`, async () => {
    const credentials = await credentialsOf(person);
    for (const route of await routes()) {
      const { refusal } = await callRoute(route, credentials, realm);
      expect
        .soft(met(refusal, realm), `${route}: ${refusal?.message}`)
        .toBe(expected(ROUTES[route]?.permission, caller));
    }
  });
}

test('lets an API token call exactly the route handlers of its role in its realm, and no action', async () => {
  const actions = await serverActions();
  const byName = (name: string) => {
    const action = actions.find((candidate) => candidate.name === name);
    if (!action) throw new Error(`There is no action ${name}.`);
    return action;
  };
  const owner = await credentialsOf('admin');
  const made = await callAction(byName('createTokenAction'), owner, 'dev', {
    name: `matrix ${Date.now()}`,
    realm: 'dev',
    role: 'tester',
    days: 1,
  });
  const { secret, token } = made.given as { secret: string; token: { id: string } };
  const bearer = { authorization: `Bearer ${secret}` };
  for (const [realm, role] of [
    ['dev', 'tester'],
    [OTHER, null],
  ] as const) {
    for (const route of await routes()) {
      const needs = ROUTES[route]?.permission;
      const { refusal } = await callRoute(route, bearer, realm);
      expect
        .soft(met(refusal, realm), `${route} in ${realm}: ${refusal?.message}`)
        .toBe(expected(needs, { person: 'admin', role }));
    }
  }
  for (const action of actions) {
    const { refusal } = await callAction(action, bearer, 'dev');
    const open = ACTIONS[action.name]?.permission === 'open';
    expect.soft(met(refusal, 'dev'), action.name).toBe(open ? 'allowed' : 'UNAUTHENTICATED');
  }
  await callAction(byName('revokeTokenAction'), owner, 'dev', { id: token.id });
  for (const route of await routes()) {
    const { refusal } = await callRoute(route, bearer, 'dev');
    const open = ROUTES[route]?.permission === 'open';
    expect.soft(met(refusal, 'dev'), route).toBe(open ? 'allowed' : 'UNAUTHENTICATED');
  }
});

/** A page as it looks in the realm, without what differs from one answer to the next. */
async function look(route: string, credentials: Credentials, realm: string): Promise<string> {
  const params = { realm, name: realm, connId: 'etl-warehouse', id: 'none' };
  const answer = await fetch(BASE + filled(route, params), { headers: credentials, redirect: 'manual' });
  const text = await answer.text();
  // A page that failed while it was sent has its status already: it names its fault by a number.
  if (answer.status >= 500 || /digest\W+\d{6,}/.test(text)) throw new Error(`${route}: ${answer.status}`);
  return `${answer.status} ${text
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/ nonce="\w+"/g, '')
    // Whether a refusal is known before the frame of the page is sent, or follows it, is a matter of milliseconds.
    .replace(/<template[^>]*><\/template>|<!--[^>]*-->|<meta name="robots"[^>]*>/g, '')
    .replace(/<div hidden[^>]*><\/div>/g, '')
    .replace(new RegExp(`\\b${realm}\\b`, 'g'), 'R')}`;
}

/**
 * How the page looks in the realm and in one that does not exist. On a busy machine parts may be sent a moment after
 * their place, and other tests change what the frame tells of the whole console: what looks the same once is the same.
 */
async function looks(route: string, credentials: Credentials, realm: string): Promise<[string, string]> {
  const [ofReal, ofUnknown] = [new Set<string>(), new Set<string>()];
  for (let attempt = 1; ; attempt += 1) {
    const real = await look(route, credentials, realm);
    const unknown = await look(route, credentials, UNKNOWN);
    ofReal.add(real);
    ofUnknown.add(unknown);
    const [common] = [...ofReal].filter((one) => ofUnknown.has(one));
    if (common !== undefined) return [common, common];
    if (attempt === 5) return [real, unknown];
  }
}

for (const [person, realm] of [
  ['none', 'dev'],
  ['dev-editor', OTHER],
] as const) {
  test(`answers ${person}, without a role in ${realm}, as if the realm did not exist`, async () => {
    const credentials = await credentialsOf(person);
    const same = (answer: unknown) =>
      JSON.stringify(answer).replace(new RegExp(`\\b(${realm}|${UNKNOWN})\\b`, 'g'), 'R');
    for (const action of await serverActions()) {
      const real = await callAction(action, credentials, realm);
      const unknown = await callAction(action, credentials, UNKNOWN);
      expect.soft(same(real), action.name).toBe(same(unknown));
    }
    for (const route of await routes()) {
      const real = await callRoute(route, credentials, realm);
      const unknown = await callRoute(route, credentials, UNKNOWN);
      // How the console is doing differs from one moment to the next, and names no realm.
      if (ROUTES[route]?.permission === 'open') continue;
      expect.soft(same(real), route).toBe(same(unknown));
    }
    const addresses = await realmPages();
    expect(addresses).toContain('/realms/[name]/edit');
    for (const route of addresses) {
      const [real, unknown] = await looks(route, credentials, realm);
      expect.soft(real, route).toBe(unknown);
    }
  });
}
