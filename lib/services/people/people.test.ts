import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sandboxEmail } from '../../auth/sandbox-people';
import { prisma } from '../../db/prisma';
import { listEvents } from '../activity/list-events';
import { writeAuditEvent } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';
import { openFilledStore } from '../testing/test-store';
import { actorAccess } from './actor-access';
import { disablePerson } from './disable-person';
import { grantRole } from './grant-role';
import { invitePerson } from './invite-person';
import { listPeople } from './list-people';
import { revokeRole } from './revoke-role';
import { awaitsFirstAdmin, createFirstAdmin, makeSetUpLink } from './set-up';
import { whoHasAccess } from './who-has-access';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
});
afterAll(() => store.close());

async function newPerson(name: string) {
  const password = { providerId: 'credential', accountId: name, password: 'a hash' };
  return prisma().user.create({
    data: { name, email: `${name}@example.com`, accounts: { create: password } },
  });
}

const grantsOf = async (id: string) =>
  (await listPeople(store.context))
    .find((person) => person.id === id)
    ?.grants.map(({ realm, role }) => `${role} in ${realm ?? 'all'}`);

const tokenOf = (userId: string, realmId: string, more: { revokedAt?: Date; expiresAt?: Date } = {}) =>
  prisma().apiToken.create({
    data: {
      name: 'ci',
      hash: randomUUID(),
      start: 'lava_000000',
      userId,
      realmId,
      role: 'viewer',
      expiresAt: new Date(Date.now() + 60_000),
      ...more,
    },
  });

it('counts the API tokens of a person that work', async () => {
  const { id } = await newPerson('programs');
  const realm = await prisma().realm.findUniqueOrThrow({ where: { name: 'dev' } });
  await tokenOf(id, realm.id);
  await tokenOf(id, realm.id, { revokedAt: new Date() });
  await tokenOf(id, realm.id, { expiresAt: new Date(Date.now() - 1) });
  const [person] = (await listPeople(store.context)).filter((one) => one.id === id);
  expect(person).toMatchObject({ tokens: 1 });
});

it('knows the last sign-in of somebody whose sessions are gone', async () => {
  const { id, name } = await newPerson('signed-out');
  const lastOf = async () => (await listPeople(store.context)).find((one) => one.id === id)?.lastSignInAt;
  expect(await lastOf()).toBeNull();
  const self: ServiceContext = { ...store.context, actor: { id, name, roleIn: () => null } };
  const signIn = (outcome: 'done' | 'failed') =>
    writeAuditEvent(prisma(), self, { action: 'session.sign-in', outcome });
  await signIn('done');
  await signIn('done');
  const newest = await prisma().auditEvent.findFirstOrThrow({
    where: { actorId: id },
    orderBy: { seq: 'desc' },
  });
  await signIn('failed');
  expect(await lastOf()).toBe(newest.at.toISOString());
  const createdAt = new Date(Date.now() + 60_000);
  await prisma().session.create({
    data: { userId: id, token: randomUUID(), expiresAt: createdAt, createdAt },
  });
  expect(await lastOf()).toBe(createdAt.toISOString());
});

describe('giving and taking roles', () => {
  it('keeps one role for a place, with its trace', async () => {
    const root = await newPerson('root');
    await grantRole(store.context, { person: root.id, realm: null, role: 'admin', before: null });
    const { id } = await newPerson('ada');
    await grantRole(store.context, { person: id, realm: 'dev', role: 'viewer', before: null });
    await grantRole(store.context, { person: id, realm: 'dev', role: 'editor', before: 'viewer' });
    await grantRole(store.context, { person: id, realm: 'prod', role: 'viewer', before: null });
    expect(await grantsOf(id)).toEqual(['editor in dev', 'viewer in prod']);
    const events = await prisma().auditEvent.findMany({
      where: { action: 'role.grant', target: 'ada@example.com' },
    });
    expect(events.map(({ realm }) => realm)).toEqual(['dev', 'dev', 'prod']);
    expect(events[1]?.details).toMatchObject({ role: 'editor', before: 'viewer' });
    const [line] = (await whoHasAccess(store.context, 'dev')).filter((one) => one.id === id);
    expect(line).toMatchObject({ role: 'editor', through: 'realm' });
    const grant = (await listPeople(store.context)).find((one) => one.id === id)?.grants[0];
    await revokeRole(store.context, { grant: grant?.id ?? '' });
    expect(await grantsOf(id)).toEqual(['viewer in prod']);
  });

  it('tells each role that somebody is invited with in the trail of its realm', async () => {
    const { id, email } = await invitePerson(store.context, {
      name: 'Iva',
      email: 'iva@example.com',
      grants: [
        { realm: 'dev', role: 'editor' },
        { realm: 'prod', role: 'viewer' },
        { realm: null, role: 'tester' },
      ],
    });
    const adminOfDev: ServiceContext = {
      ...store.context,
      actor: { id: 'dev-admin', name: 'dev-admin', roleIn: (realm) => (realm === 'dev' ? 'admin' : null) },
    };
    const target = { key: 'target', operator: '=', value: email } as const;
    const told = await listEvents(adminOfDev, 'dev', { tokens: [target], operation: 'and' });
    expect(told.events).toMatchObject([
      {
        action: 'role.grant',
        actor: 'admin',
        details: { person: id, role: 'editor', before: null, everywhere: false },
      },
    ]);
    const all = await prisma().auditEvent.findMany({ where: { target: email }, orderBy: { seq: 'asc' } });
    expect(all.map(({ action, realm }) => [action, realm])).toEqual([
      ['person.invite', null],
      ['role.grant', 'dev'],
      ['role.grant', 'prod'],
      ['role.grant', null],
    ]);
    expect(all[3]?.details).toEqual({ person: id, role: 'tester', before: null, everywhere: true });
  });

  it('counts the sandbox’s people as admins in the sandbox only: nowhere else do they come in', async () => {
    await prisma().roleGrant.deleteMany({});
    const ofSandbox = await prisma().user.create({ data: { name: 'S', email: sandboxEmail('admin') } });
    const { id } = await newPerson('only');
    for (const person of [ofSandbox.id, id])
      await grantRole(store.context, { person, realm: null, role: 'admin', before: null });
    const { id: grant } = await prisma().roleGrant.findFirstOrThrow({ where: { userId: id } });
    vi.stubEnv('SANDBOX', 'off');
    await expect(revokeRole(store.context, { grant })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(disablePerson(store.context, { id })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await awaitsFirstAdmin()).toBe(false);
    vi.stubEnv('SANDBOX', 'on');
    await revokeRole(store.context, { grant });
  });

  it('never takes the last admin, not even by two at once', async () => {
    await prisma().roleGrant.deleteMany({});
    const people = [await newPerson('one'), await newPerson('two')];
    const grants: string[] = [];
    for (const { id } of people) {
      grants.push(
        (await grantRole(store.context, { person: id, realm: null, role: 'admin', before: null })).granted,
      );
    }
    const results = await Promise.allSettled(grants.map((grant) => revokeRole(store.context, { grant })));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await prisma().roleGrant.count({ where: { realmId: null, role: 'admin' } })).toBe(1);
    const left = await prisma().roleGrant.findFirstOrThrow({ where: { realmId: null, role: 'admin' } });
    await expect(
      grantRole(store.context, { person: left.userId, realm: null, role: 'viewer', before: null }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('tells the role of the first admin, too', async () => {
    await prisma().roleGrant.deleteMany({});
    const { path = '' } = (await makeSetUpLink(store.url)) ?? {};
    const email = 'first@example.com';
    const input = {
      token: path.split('/').at(-1),
      name: 'First',
      email,
      password: 'long enough to be taken',
    };
    await createFirstAdmin({ requestId: 'set-up' }, input);
    const events = await prisma().auditEvent.findMany({ where: { target: email }, orderBy: { seq: 'asc' } });
    expect(events).toMatchObject([
      { action: 'person.set-up', actor: 'First' },
      { action: 'role.grant', actor: 'First', realm: null, details: { role: 'admin', everywhere: true } },
    ]);
  });

  it('leaves roles that come from a group alone', async () => {
    const { id } = await newPerson('grouped');
    const data = { userId: id, role: 'viewer', source: 'group', createdBy: 'sign-in' };
    const grant = await prisma().roleGrant.create({ data });
    await expect(revokeRole(store.context, { grant: grant.id })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('tells roles of a group that no longer count, and names nobody by them', async () => {
    const { id } = await newPerson('lapsing');
    const { id: realmId } = await prisma().realm.findUniqueOrThrow({ where: { name: 'dev' } });
    const data = { userId: id, realmId: null, role: 'admin', source: 'group', createdBy: 'sign-in' };
    await prisma().roleGrant.create({ data });
    const given = { userId: id, realmId, role: 'viewer', createdBy: 'admin' };
    await prisma().roleGrant.create({ data: given });
    const told = async (daysAgo: number) => {
      const groupsToldAt = new Date(Date.now() - daysAgo * 86_400_000);
      await prisma().user.update({ where: { id }, data: { groupsToldAt } });
      const [person] = (await listPeople(store.context)).filter((one) => one.id === id);
      const [line] = (await whoHasAccess(store.context, 'dev')).filter((one) => one.id === id);
      return [person?.grants.map(({ role, lapsed }) => [role, lapsed]), line?.role];
    };
    expect(await told(29)).toEqual([
      [
        ['admin', false],
        ['viewer', false],
      ],
      'admin',
    ]);
    expect(await told(31)).toEqual([
      [
        ['admin', true],
        ['viewer', false],
      ],
      'viewer',
    ]);
  });

  it('is for admins of every realm only', async () => {
    const { id } = await newPerson('eve');
    const adminOfDev: ServiceContext = {
      ...store.context,
      actor: { id: 'dev-admin', name: 'dev-admin', roleIn: (realm) => (realm === 'dev' ? 'admin' : null) },
    };
    const input = { person: id, realm: 'dev', role: 'admin', before: null } as const;
    await expect(grantRole(adminOfDev, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(listPeople(adminOfDev)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(whoHasAccess(adminOfDev, 'dev')).resolves.toBeInstanceOf(Array);
    await expect(whoHasAccess(adminOfDev, 'prod')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const access = await actorAccess(adminOfDev);
    expect(Object.keys(access.places).sort()).toEqual(['*', 'dev']);
    expect(access.places['*']).toMatchObject({ role: null, may: [] });
    expect(access.places.dev?.may).toContain('realm:write');
  });
});
