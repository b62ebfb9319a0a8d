import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { prisma } from '../../db/prisma';
import { DEFAULT_QUERY } from '../../listing/list-query';
import { log } from '../../log';
import { createConnection } from '../connections/create-connection';
import { getConnection } from '../connections/get-connection';
import { listConnections } from '../connections/list-connections';
import type { ServiceContext } from '../context';
import { deleteNow, deleteRealmNow } from '../testing/as-seen';
import { expectColumnsDerived } from '../testing/expect-columns-derived';
import { openFilledStore } from '../testing/test-store';
import { checkRealm } from './check-realm';
import { createRealm } from './create-realm';
import { deleteRealm } from './delete-realm';
import { getRealm } from './get-realm';
import { listRealms } from './list-realms';
import type { RealmDto } from './realm-dto';
import { updateRealm } from './update-realm';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
});

afterAll(() => store.close());
afterEach(expectColumnsDerived);

const LAB = {
  name: 'lab',
  description: '',
  account: '123456789012',
  region: 'eu-west-1',
  roleArn: '',
  externalId: '',
  kmsAlias: 'alias/lava-lab-sys',
  passwordDuration: '15m',
  protected: false,
};

/** A realm as its form sends it back. */
function formOf({ version: _version, connections: _connections, ...realm }: RealmDto) {
  return {
    ...realm,
    roleArn: realm.roleArn ?? '',
    externalId: realm.externalId ?? '',
    connectionsTable: realm.connectionsTable ?? '',
    jobsTable: realm.jobsTable ?? '',
  };
}

describe('creating', () => {
  it('keeps what was given, empty texts as nothing, and leaves a trace', async () => {
    expect(await createRealm(store.context, LAB)).toMatchObject({
      name: 'lab',
      roleArn: null,
      externalId: null,
      version: 1,
      connections: 0,
    });
    expect((await listRealms(store.context)).map(({ name }) => name)).toEqual(['dev', 'lab', 'prod']);
    expect(await prisma().auditEvent.count({ where: { action: 'realm.create', target: 'lab' } })).toBe(1);
  });

  it('refuses a name that is taken, at its field', async () => {
    await expect(createRealm(store.context, LAB)).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      extra: { problems: [{ path: 'name' }] },
    });
  });

  it('names every wrong field and changes nothing', async () => {
    const wrong = {
      ...LAB,
      name: 'Api!',
      account: '12',
      region: 'Sydney',
      roleArn: 'admin',
      passwordDuration: '5m',
    };
    await expect(createRealm(store.context, wrong)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      extra: {
        problems: ['name', 'account', 'region', 'roleArn', 'passwordDuration'].map((path) =>
          expect.objectContaining({ path }),
        ),
      },
    });
    await expect(createRealm(store.context, { ...LAB, name: 'api' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(createRealm(store.context, { ...LAB, name: 'x', version: 7 })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await listRealms(store.context)).toHaveLength(3);
  });
});

describe('changing', () => {
  it('derives the connections anew', async () => {
    const before = await getRealm(store.context, 'dev');
    const seconds = async () => {
      const { rows } = await listConnections(store.context, 'dev', {
        ...DEFAULT_QUERY,
        tokens: [{ key: 'connId', operator: '=', value: 'summer-campaign' }],
      });
      return rows[0]?.durationSeconds;
    };
    expect(await seconds()).toBe(900);
    const after = await updateRealm(store.context, {
      version: before.version,
      realm: { ...formOf(before), passwordDuration: '40m' },
    });
    expect(after.version).toBe(before.version + 1);
    expect(await seconds()).toBe(2400);
  });

  it('lets only who may create realms lead one elsewhere', async () => {
    const actor = {
      id: 'of-led',
      name: 'of-led',
      roleIn: (name: string) => (name === 'led' ? 'admin' : null),
    };
    const context = { ...store.context, actor: actor as ServiceContext['actor'] };
    const before = await createRealm(store.context, { ...LAB, name: 'led' });
    const save = (by: ServiceContext, more: object) =>
      updateRealm(by, { version: before.version, realm: { ...formOf(before), ...more } });
    for (const more of [
      { account: '210987654321' },
      { region: 'us-east-1' },
      { roleArn: 'arn:aws:iam::210987654321:role/lava-dashboard' },
      { externalId: 'another' },
      { connectionsTable: 'lava.prod.connections' },
      { jobsTable: 'lava.prod.jobs' },
    ])
      await expect(save(context, more)).rejects.toMatchObject({
        code: 'FORBIDDEN',
        message: 'Leading a realm to another account, role or table takes the role admin in every realm.',
        extra: { hint: 'Ask an admin of the whole console for it.' },
      });
    expect(await getRealm(store.context, 'led')).toEqual(before);
    const arn = 'arn:aws:iam::123456789012:role/lava-lab-worker';
    const saved = await save(context, { description: 'Ours.', fourEyes: true, workerRoleArns: [arn] });
    expect(saved).toMatchObject({ description: 'Ours.', workerRoleArns: [arn] });
    const back = { ...formOf(before), account: '210987654321' };
    await updateRealm(store.context, { version: saved.version, realm: back });
    await deleteRealmNow(store.context, 'led');
  });

  it('refuses a save over values that somebody else saved meanwhile', async () => {
    const seen = await getRealm(store.context, 'lab');
    await updateRealm(store.context, {
      version: seen.version,
      realm: { ...formOf(seen), description: 'First.' },
    });
    await expect(
      updateRealm(store.context, {
        version: seen.version,
        realm: { ...formOf(seen), description: 'Second.' },
      }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await getRealm(store.context, 'lab')).description).toBe('First.');
  });
});

describe('checking', () => {
  const states = async (realm: string) =>
    (await checkRealm(store.context, { realm })).lines.map(({ state }) => state);

  it('passes in the own account, and with its role in another', async () => {
    const passed = Array.from({ length: 16 }, () => 'passed');
    expect(await states('dev')).toEqual(passed);
    const { lines } = await checkRealm(store.context, { realm: 'prod' });
    expect(lines[0]?.message).toContain('knows it as the database user IAMR:lava-connections.');
    // As the sandbox's policy of its role has it.
    const notPassed = lines.filter(({ state }) => state !== 'passed');
    expect(notPassed.map(({ permission }) => permission)).toEqual(['secretsmanager:ListSecrets']);
    expect(lines[0]?.message).toContain('210987654321');
  });

  it('asks about a parameter by its name alone, whatever version a connection takes', async () => {
    const { spec } = await getConnection(store.context, 'dev', 'reporting/finance');
    const connIds = ['a/versioned'];
    const versioned = { ...spec, conn_id: 'a/versioned', password: '/lava/dev/a/versioned:3' };
    await createConnection(store.context, { realm: 'dev', spec: versioned });
    await checkRealm(store.context, { realm: 'dev' });
    await deleteNow(store.context, { realm: 'dev', connIds });
    const asked = store.sandbox.aws.calls().filter(({ operation }) => operation === 'DescribeParameters');
    expect(JSON.stringify(asked.at(-1)?.params)).toContain('"/lava/dev/a/versioned"');
  });

  it('logs no refusal of what it made up', async () => {
    const warned = vi.spyOn(log, 'warn').mockReturnValue();
    await checkRealm(store.context, { realm: 'dev' });
    expect(warned.mock.calls).toEqual([]);
    warned.mockRestore();
  });

  it('names one remedy where the role is not assumed: its trust policy, with who the console is', async () => {
    const whole = store.sandbox.aws.fixture();
    const { name: _, ...place } = LAB;
    const roleArn = 'arn:aws:iam::210987654321:role/ours/dashboard';
    const asked = async (more: object) => {
      const warned = vi.spyOn(log, 'warn').mockReturnValue();
      await createRealm(store.context, {
        ...place,
        name: 'closed',
        account: '210987654321',
        roleArn,
        ...more,
      });
      try {
        const { lines, trustPolicy } = await checkRealm(store.context, { realm: 'closed' });
        expect(warned).toHaveBeenCalledOnce();
        return { lines, statements: JSON.parse(String(trustPolicy)).Statement };
      } finally {
        await deleteRealmNow(store.context, 'closed');
        warned.mockRestore();
      }
    };
    const line = { permission: 'sts:AssumeRole', state: 'failed' };
    const known = await asked({ externalId: 'of-the-lab' });
    expect(known.lines).toEqual([
      expect.objectContaining({ ...line, message: expect.stringContaining(roleArn) }),
    ]);
    expect(known.lines[0]?.message).not.toMatch(/external ID|could not be found out/);
    expect(known.statements).toEqual([
      {
        Sid: expect.any(String),
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::123456789012:user/lava-connections' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': 'of-the-lab' } },
      },
    ]);
    try {
      store.sandbox.aws.load({
        ...whole,
        operations: { 'sts:GetCallerIdentity': { error: 'AccessDenied' } },
      });
      const unknown = await asked({});
      expect(unknown.lines[0]?.message).toMatch(/could not be found out.* If it asks for an external ID/);
      expect(unknown.statements).toMatchObject([
        { Principal: { AWS: 'arn:aws:iam::<account>:role/<role of the console>' } },
      ]);
      expect(unknown.statements[0]).not.toHaveProperty('Condition');
      store.sandbox.aws.load({ ...whole, sts: { [roleArn]: { error: 'ExpiredTokenException' } } });
      await createRealm(store.context, { ...place, name: 'closed', account: '210987654321', roleArn });
      const { lines, trustPolicy } = await checkRealm(store.context, { realm: 'closed' });
      expect([lines.length, trustPolicy]).toEqual([1, null]);
      expect(lines[0]).toMatchObject({ ...line, message: expect.stringContaining('ExpiredTokenException') });
    } finally {
      store.sandbox.aws.load(whole);
      await deleteRealmNow(store.context, 'closed');
    }
    const events = await prisma().auditEvent.findMany({ where: { realm: 'closed', outcome: 'failed' } });
    expect(events[0]?.details).toEqual({ failed: ['sts:AssumeRole'] });
  });

  it('lets the console assume the roles that connections of this realm assume', async () => {
    const roles = async (realm: string) => {
      const { Statement } = JSON.parse((await checkRealm(store.context, { realm })).policy);
      return Statement.find(({ Sid }: { Sid: string }) => Sid === 'AssumeRolesOfConnections')?.Resource;
    };
    const { id } = await prisma().realm.findUniqueOrThrow({ where: { name: 'dev' } });
    const specs = await prisma().connection.findMany({ where: { realmId: id }, select: { spec: true } });
    const named = specs.flatMap(({ spec }) => Reflect.get(Object(spec), 'role_arn') ?? []);
    expect(named.length).toBeGreaterThan(0);
    expect(await roles('dev')).toEqual([...new Set(named)].sort());
    expect(await roles('prod')).toBeUndefined();
  });

  it('gives the policy of exactly this realm', async () => {
    const { policy } = await checkRealm(store.context, { realm: 'prod' });
    const { Statement } = JSON.parse(policy);
    expect(Statement).toContainEqual(
      expect.objectContaining({
        Action: 'ssm:GetParameter',
        Resource: 'arn:aws:ssm:us-east-1:210987654321:parameter/lava/prod/*',
      }),
    );
  });

  it('tries lava’s tables only where the realm is joined, and writes nothing', async () => {
    const operations: string[] = [];
    store.sandbox.dynamo.fail((operation) => {
      operations.push(operation);
      return null;
    });
    await checkRealm(store.context, { realm: 'lab' });
    expect(operations).toEqual([]);
    const { lines } = await checkRealm(store.context, { realm: 'dev' });
    store.sandbox.dynamo.fail(null);
    expect(operations.sort()).toEqual([
      'DescribeTable',
      'DescribeTable',
      'GetItem',
      'GetItem',
      'Scan',
      'Scan',
    ]);
    expect(lines.at(-1)?.message).toContain('The list holds dev');
  });

  it('says what is missing at lava’s tables, and what does not work without it', async () => {
    store.sandbox.dynamo.fail(() => ({ code: 'AccessDeniedException', status: 400 }));
    const { lines } = await checkRealm(store.context, { realm: 'dev' });
    store.sandbox.dynamo.fail(null);
    expect(lines.slice(10).map(({ permission, state }) => `${permission} ${state}`)).toEqual([
      'dynamodb:DescribeTable warning',
      'dynamodb:Scan failed',
      'dynamodb:GetItem failed',
      'dynamodb:DescribeTable warning',
      'dynamodb:Scan warning',
      'dynamodb:GetItem warning',
    ]);
    expect(lines[11]?.message).toBe(
      "Not allowed (AccessDeniedException). Add dynamodb:Scan on lava.dev.connections to the console's policy; without it nothing can be pulled or compared.",
    );
    await createRealm(store.context, { ...LAB, name: 'typo', connectionsTable: 'lava.typo.connections' });
    const typo = await checkRealm(store.context, { realm: 'typo' });
    expect(typo.lines.slice(10)).toMatchObject([
      {
        state: 'failed',
        message: expect.stringContaining('There is no DynamoDB table lava.typo.connections'),
      },
      { state: 'failed' },
      { state: 'failed' },
      { state: 'passed', message: 'Allowed; the list holds no realm typo.' },
    ]);
    await deleteRealmNow(store.context, 'typo');
  });

  it('fails when the credentials belong to another account', async () => {
    await createRealm(store.context, { ...LAB, name: 'elsewhere', account: '999999999999' });
    const { lines } = await checkRealm(store.context, { realm: 'elsewhere' });
    expect(lines[0]).toMatchObject({ state: 'failed', permission: 'sts:GetCallerIdentity' });
    expect(lines[0]?.message).toContain('999999999999');
  });

  it('names exactly the call that the role’s policy denies, and asks for all it tries', async () => {
    const whole = store.sandbox.aws.fixture();
    const { roleArn } = await getRealm(store.context, 'prod');
    const wrongWithout = async (Action: string) => {
      const any = { Action: '*', Resource: '*' } as const;
      const statements = [{ Effect: 'Allow', ...any } as const, { Effect: 'Deny', ...any, Action } as const];
      store.sandbox.aws.load({ ...whole, policies: { [String(roleArn)]: statements } });
      const { lines } = await checkRealm(store.context, { realm: 'prod' });
      return lines
        .filter(({ state }) => state !== 'passed')
        .map((line) => `${line.permission} ${line.state}`);
    };
    try {
      for (const [call, state] of [
        ['ssm:GetParameter', 'failed'],
        ['secretsmanager:GetSecretValue', 'failed'],
        ['redshift:GetClusterCredentials', 'warning'],
        ['redshift-serverless:GetCredentials', 'warning'],
        ['secretsmanager:ListSecrets', 'warning'],
        ['redshift-serverless:ListWorkgroups', 'warning'],
      ] as const)
        expect(await wrongWithout(call)).toEqual([`${call} ${state}`]);
    } finally {
      store.sandbox.aws.load(whole);
    }
    const { lines, policy } = await checkRealm(store.context, { realm: 'prod' });
    const asked = JSON.parse(policy).Statement.flatMap(({ Action }: { Action: string }) => Action);
    const tried = lines.map(({ permission }) => permission);
    // Everybody may ask who they are.
    expect(tried.filter((call) => !asked.includes(call))).toEqual(['sts:GetCallerIdentity']);
  });

  it('names the permission that is missing', async () => {
    store.sandbox.aws.load({
      account: '123456789012',
      operations: {
        'ssm:DescribeParameters': { error: 'AccessDeniedException', message: 'not authorized' },
        'redshift:DescribeClusters': { error: 'AccessDenied', message: 'not authorized' },
      },
    });
    const { lines } = await checkRealm(store.context, { realm: 'dev' });
    expect(lines.slice(0, 4).map(({ permission, state }) => `${permission} ${state}`)).toEqual([
      'sts:GetCallerIdentity passed',
      'ssm:DescribeParameters warning',
      'secretsmanager:DescribeSecret passed',
      'redshift:DescribeClusters warning',
    ]);
    expect(lines[1]?.message).toContain('ssm:DescribeParameters');
  });

  it('fails where tests could not work, and reads no secret to find out', async () => {
    const denied = { error: 'AccessDeniedException', message: 'not authorized' };
    const calls = ['ssm:GetParameter', 'secretsmanager:GetSecretValue', 'redshift:GetClusterCredentials'];
    store.sandbox.aws.load({
      account: '123456789012',
      operations: Object.fromEntries(calls.map((call) => [call, denied])),
    });
    const { lines } = await checkRealm(store.context, { realm: 'dev' });
    expect(lines.slice(4, 10).map(({ permission, state }) => `${permission} ${state}`)).toEqual([
      'ssm:GetParameter failed',
      'secretsmanager:GetSecretValue failed',
      'redshift:GetClusterCredentials warning',
      'redshift-serverless:GetCredentials passed',
      'secretsmanager:ListSecrets passed',
      'redshift-serverless:ListWorkgroups passed',
    ]);
    expect(lines[4]?.message).toContain('no connection with an SSM password can be tested');
  });
});

describe('deleting', () => {
  it('refuses while the realm holds connections', async () => {
    await expect(deleteRealmNow(store.context, 'prod')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('connections'),
    });
    expect((await getRealm(store.context, 'prod')).connections).toBeGreaterThan(0);
  });

  it('wants the name typed', async () => {
    await expect(deleteRealmNow(store.context, 'lab', 'Lab')).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      extra: { problems: [{ path: 'confirmation' }] },
    });
  });

  it('refuses when somebody else has saved the realm since it was looked at', async () => {
    const { version } = await getRealm(store.context, 'lab');
    const input = { realm: 'lab', confirmation: 'lab', version: version - 1 };
    await expect(deleteRealm(store.context, input)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'The realm "lab" was changed by somebody else meanwhile.',
    });
    expect((await getRealm(store.context, 'lab')).version).toBe(version);
  });

  it('keeps a realm as long as connections of it can be restored', async () => {
    const place = { account: '123456789012', region: 'ap-southeast-2', kmsAlias: 'alias/lava-shelf-sys' };
    await prisma().realm.create({ data: { name: 'shelf', ...place } });
    const spec = {
      conn_id: 'gone',
      type: 'redshift',
      enabled: true,
      host: 'etl.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com',
      port: 5439,
      database: 'analytics',
      user: 'etl',
    };
    await createConnection(store.context, { realm: 'shelf', spec });
    await deleteNow(store.context, { realm: 'shelf', connIds: ['gone'] });
    const remove = () => deleteRealmNow(store.context, 'shelf');
    await expect(remove()).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('1 deleted connection can still be restored'),
    });
    // As if it had been deleted long ago.
    await prisma().connectionVersion.updateMany({
      where: { connId: 'gone' },
      data: { at: new Date(Date.now() - 31 * 86_400_000) },
    });
    expect(await remove()).toEqual({ deleted: 'shelf' });
  });

  it('tells of each role and token that goes with a realm', async () => {
    const place = { account: '123456789012', region: 'ap-southeast-2', kmsAlias: 'alias/lava-left-sys' };
    const { id: realmId } = await prisma().realm.create({ data: { name: 'left', ...place } });
    const user = await prisma().user.create({ data: { name: 'Lea', email: 'lea@example.com' } });
    const other = await prisma().user.create({ data: { name: 'Max', email: 'max@example.com' } });
    await prisma().roleGrant.createMany({
      data: [
        { userId: user.id, realmId, role: 'editor', createdBy: 'admin' },
        { userId: other.id, realmId, role: 'admin', source: 'group', createdBy: 'company account' },
        { userId: other.id, realmId: null, role: 'viewer', createdBy: 'admin' },
      ],
    });
    const token = { userId: user.id, realmId, role: 'viewer', expiresAt: new Date(Date.now() + 60_000) };
    await prisma().apiToken.createMany({
      data: [
        { ...token, name: 'ci', hash: 'left-1', start: 'lava_111111' },
        { ...token, name: 'old', hash: 'left-2', start: 'lava_222222', revokedAt: new Date() },
      ],
    });
    await deleteRealmNow(store.context, 'left');
    const events = await prisma().auditEvent.findMany({ where: { realm: 'left' }, orderBy: { seq: 'asc' } });
    expect(events.map(({ action, target, details }) => [action, target, details])).toEqual([
      ['role.revoke', 'lea@example.com', { person: user.id, role: 'editor', everywhere: false }],
      ['role.revoke', 'max@example.com', { person: other.id, role: 'admin', everywhere: false }],
      ['token.revoke', 'lava_111111', { name: 'ci', owner: 'Lea' }],
      ['realm.delete', 'left', expect.objectContaining({ name: 'left' })],
    ]);
  });

  it('deletes an empty realm and keeps the trace of it', async () => {
    const { id } = await prisma().realm.findUniqueOrThrow({ where: { name: 'lab' } });
    const others = await prisma().lavaItem.count();
    await prisma().lavaItem.create({ data: { realmId: id, connId: 'there', lookedAt: new Date() } });
    await deleteRealmNow(store.context, 'lab');
    expect(await prisma().lavaItem.count()).toBe(others);
    await expect(getRealm(store.context, 'lab')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const events = await prisma().auditEvent.findMany({
      where: { realm: 'lab', action: { not: 'realm.check' } },
      orderBy: { seq: 'asc' },
    });
    expect(events.map(({ action }) => action)).toEqual(['realm.create', 'realm.update', 'realm.delete']);
  });
});
