import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Role } from '../../auth/permissions';
import { prisma } from '../../db/prisma';
import { renameSelf } from '../account/rename-self';
import type { ServiceContext } from '../context';
import { openFilledStore } from '../testing/test-store';
import { createToken } from '../tokens/create-token';
import { listRealmTokens } from '../tokens/list-realm-tokens';
import { revokeToken } from '../tokens/revoke-token';
import { deleteView } from '../views/delete-view';
import { listViews } from '../views/list-views';
import { saveView } from '../views/save-view';
import { disablePerson } from './disable-person';
import { grantRole } from './grant-role';
import { invitePerson } from './invite-person';
import { resetSignIn } from './reset-sign-in';
import { revokeRole } from './revoke-role';
import { createFirstAdmin, makeSetUpLink } from './set-up';

const DAY_MS = 86_400_000;
const ORIGIN = { requestId: 'test' };
const PASSWORD = 'four plain words here';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
  vi.stubEnv('SANDBOX', 'off');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.close();
});
beforeEach(() => prisma().user.deleteMany());

let people = 0;

/** Somebody who is admin everywhere. */
async function admin({ source = 'given', groupsToldAt, way = true }: Partial<Admin> = {}) {
  const name = `admin${++people}`;
  const account = { providerId: 'credential', accountId: name, password: 'a hash' };
  const { id } = await prisma().user.create({
    data: {
      name,
      email: `${name}@example.com`,
      groupsToldAt: groupsToldAt ?? null,
      ...(way && { accounts: { create: account } }),
      grants: { create: { role: 'admin', source, createdBy: 'test' } },
    },
    include: { grants: true },
  });
  const grant = await prisma().roleGrant.findFirstOrThrow({ where: { userId: id } });
  return { id, name, grant: grant.id };
}

interface Admin {
  readonly source: string;
  readonly groupsToldAt: Date;
  readonly way: boolean;
}

const LESSER: readonly [title: string, admin: Partial<Admin>][] = [
  [
    'whose groups gave it too long ago',
    { source: 'group', groupsToldAt: new Date(Date.now() - 31 * DAY_MS) },
  ],
  ['who was invited and never came', { way: false }],
];

it.each(LESSER)('the last admin stays beside one %s', async (_title, other) => {
  await admin(other);
  const real = await admin();
  const refused = { code: 'CONFLICT' };
  await expect(revokeRole(store.context, { grant: real.grant })).rejects.toMatchObject(refused);
  await expect(disablePerson(store.context, { id: real.id })).rejects.toMatchObject(refused);
  await expect(resetSignIn(store.context, { id: real.id })).rejects.toMatchObject(refused);
  const lesser = { person: real.id, realm: null, role: 'viewer' as const, before: 'admin' as const };
  await expect(grantRole(store.context, lesser)).rejects.toMatchObject(refused);
  await admin({ source: 'group', groupsToldAt: new Date() });
  await revokeRole(store.context, { grant: real.grant });
});

it('where nobody can come in as admin, the next start prints a set-up link', async () => {
  await admin({ way: false });
  expect(await makeSetUpLink(store.url)).toBeDefined();
  await admin();
  expect(await makeSetUpLink(store.url)).toBeUndefined();
});

it('of links that several starts print at once, one makes an admin', async () => {
  const links = await Promise.all(Array.from({ length: 4 }, () => makeSetUpLink(store.url)));
  const made = await Promise.allSettled(
    links.map((link, n) =>
      createFirstAdmin(ORIGIN, {
        token: link?.path.split('/').at(-1) ?? '',
        name: `First ${n}`,
        email: `first${n}@example.com`,
        password: PASSWORD,
      }),
    ),
  );
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await prisma().roleGrant.count({ where: { role: 'admin', realmId: null } })).toBe(1);
});

it('a set-up link is refused once there is an admin', async () => {
  const link = await makeSetUpLink(store.url);
  await admin();
  const late = createFirstAdmin(ORIGIN, {
    token: link?.path.split('/').at(-1) ?? '',
    name: 'Late',
    email: 'late@example.com',
    password: PASSWORD,
  });
  await expect(late).rejects.toMatchObject({ code: 'CONFLICT' });
});

it('resetting a sign-in takes every way in and every session', async () => {
  await admin();
  const { id } = await admin();
  await prisma().account.create({ data: { providerId: 'oidc', accountId: 'c-9', userId: id } });
  await prisma().twoFactor.create({ data: { userId: id, secret: 'x', backupCodes: 'x' } });
  await prisma().passkey.create({
    data: {
      userId: id,
      publicKey: 'x',
      credentialID: 'x',
      counter: 0,
      deviceType: 'singleDevice',
      backedUp: false,
    },
  });
  await prisma().session.create({
    data: { userId: id, token: randomUUID(), expiresAt: new Date(Date.now() + DAY_MS) },
  });
  await resetSignIn(store.context, { id });
  const where = { where: { userId: id } };
  const left = [
    await prisma().account.count(where),
    await prisma().passkey.count(where),
    await prisma().twoFactor.count(where),
    await prisma().session.count(where),
  ];
  expect(left).toEqual([0, 0, 0, 0]);
});

it('disabling a person makes their link useless', async () => {
  await admin();
  const { id } = await invitePerson(store.context, { name: 'Gone', email: 'gone@example.com' });
  expect(await prisma().verification.count({ where: { value: id } })).toBe(1);
  await disablePerson(store.context, { id });
  expect(await prisma().verification.count({ where: { value: id } })).toBe(0);
});

const onlyIn = (name: string, role: Role) => (realm: string) => (realm === name ? role : null);

it('tokens are one’s own and of the realm’s admins, saved views one’s own', async () => {
  const [one, other] = [await admin(), await admin()];
  const as = (id: string): ServiceContext & { sessionId: string } => ({
    ...store.context,
    sessionId: randomUUID(),
    actor: { id, name: id, roleIn: () => 'admin' },
  });
  const { token } = await createToken(as(one.id), { name: 'ci', realm: 'dev', role: 'viewer', days: 1 });
  const ofProd = { ...as(other.id), actor: { ...as(other.id).actor, roleIn: onlyIn('prod', 'admin') } };
  const editor = { ...as(other.id), actor: { ...as(other.id).actor, roleIn: onlyIn('dev', 'editor') } };
  for (const nobody of [ofProd, editor]) {
    await expect(revokeToken(nobody, { id: token.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  await expect(listRealmTokens(editor, 'dev')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await prisma().apiToken.findUniqueOrThrow({ where: { id: token.id } })).toMatchObject({
    revokedAt: null,
  });
  const ofDev = { ...as(other.id), actor: { ...as(other.id).actor, roleIn: onlyIn('dev', 'admin') } };
  expect(await listRealmTokens(ofDev, 'dev')).toMatchObject([{ id: token.id, owner: { name: one.name } }]);
  await revokeToken(ofDev, { id: token.id });
  expect(await listRealmTokens(ofDev, 'dev')).toEqual([]);
  const event = await prisma().auditEvent.findFirstOrThrow({ where: { action: 'token.revoke' } });
  expect(event).toMatchObject({ realm: 'dev', details: { owner: `${one.name}@example.com` } });
  await saveView(as(one.id), { realm: 'dev', name: 'mine', query: 'q=x' });
  expect(await listViews(as(other.id), 'dev')).toEqual([]);
  const deleted = deleteView(as(other.id), { realm: 'dev', name: 'mine' });
  await expect(deleted).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await listViews(as(one.id), 'dev')).toHaveLength(1);
});

it('a role that somebody else changed meanwhile is not replaced unseen', async () => {
  const { id } = await admin();
  const give = (role: Role, before: Role | null) =>
    grantRole(store.context, { person: id, realm: 'dev', role, before });
  await give('viewer', null);
  await give('editor', 'viewer');
  await expect(give('tester', 'viewer')).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('now has the role editor in dev'),
  });
  await expect(give('tester', null)).rejects.toMatchObject({ code: 'CONFLICT' });
});

it('nobody takes the name of somebody else, or of the console itself', async () => {
  const [one, other] = [await admin(), await admin()];
  const as = { ...store.context, sessionId: randomUUID(), actor: { ...store.context.actor, id: one.id } };
  for (const name of [other.name.toUpperCase(), 'Schedule', 'lava-conn']) {
    await expect(renameSelf(as, { name })).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  }
  expect(await renameSelf(as, { name: one.name.toUpperCase() })).toEqual({ name: one.name.toUpperCase() });
});
