import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Spec } from '../../connectors/spec';
import { prisma } from '../../db/prisma';
import { clusterHost } from '../../sandbox/example';
import { createConnection } from '../connections/create-connection';
import { getConnection } from '../connections/get-connection';
import type { ServiceContext } from '../context';
import type { ServiceError } from '../errors';
import { runtime } from '../runtime';
import { setEnabledNow } from '../testing/as-seen';
import { openFilledStore } from '../testing/test-store';
import { warmDialler } from '../testing/warm-dialler';
import { cancelTest } from './cancel-test';
import { getRun, lastPassedRun, listRuns } from './get-run';
import type { RunDto } from './run-dto';
import { startTest } from './start-test';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
  await warmDialler();
});

afterAll(() => store.close());

async function finish(realm: string, runId: string): Promise<RunDto> {
  return vi.waitFor(
    async () => {
      const run = await getRun(store.context, realm, runId);
      expect(run.state).toBe('finished');
      return run;
    },
    { timeout: 20_000, interval: 50 },
  );
}

async function test(realm: string, connId: string, fresh = false): Promise<RunDto> {
  const { runId } = await startTest(store.context, { realm, connId, fresh });
  return finish(realm, runId);
}

async function refusal(promise: Promise<unknown>): Promise<ServiceError> {
  return promise.then(
    () => Promise.reject(new Error('It was not refused.')),
    (error: ServiceError) => error,
  );
}

const as = (role: 'viewer' | 'tester'): ServiceContext => ({
  ...store.context,
  actor: { id: role, name: role, roleIn: () => role },
});

async function storedSpec(connId: string): Promise<Record<string, never>> {
  const { spec } = await getConnection(store.context, 'dev', connId);
  return JSON.parse(JSON.stringify(spec));
}

describe('a test of a saved connection', () => {
  it('keeps the run with its stages, marks the connection and leaves a trace', async () => {
    const run = await test('dev', 'etl-warehouse');
    expect(run.result).toMatchObject({ ok: true, outcome: 'passed', actor: 'admin' });
    expect(run.result?.verdict).toMatch(/^A lava worker would connect as IAM:/);
    const row = await prisma().connection.findFirstOrThrow({
      where: { connId: 'etl-warehouse', realm: { name: 'dev' } },
    });
    expect(row).toMatchObject({ lastRunId: run.id, lastOutcome: 'passed' });
    expect(row.credentialExpiresAt?.getTime()).toBeGreaterThan(Date.now());
    const events = await prisma().auditEvent.findMany({
      where: { target: 'etl-warehouse', action: 'connection.test' },
      orderBy: { at: 'asc' },
    });
    expect(events.map((event) => event.outcome)).toEqual(['started', 'done']);
    expect(await listRuns(store.context, 'dev', 'etl-warehouse')).toMatchObject([
      { id: run.id, outcome: 'passed' },
    ]);
  });

  it('uses the credentials of the first test again, and mints anew when asked', async () => {
    const mintings = () =>
      store.sandbox.aws
        .calls()
        .filter(
          ({ operation, params }) =>
            operation === 'GetClusterCredentials' && JSON.stringify(params).includes('analytics-dev'),
        ).length;
    await test('dev', 'etl-warehouse');
    const before = mintings();
    await test('dev', 'etl-warehouse');
    expect(mintings()).toBe(before);
    await test('dev', 'etl-warehouse', true);
    expect(mintings()).toBe(before + 1);
  });

  it('mints once for a user that the database does not know, and once more when an earlier test minted', async () => {
    const mintings = () =>
      store.sandbox.aws
        .calls()
        .filter(
          ({ operation, params }) => operation === 'GetClusterCredentials' && params.DbUser === 'ds_readonly',
        ).length;
    for (const times of [1, 2]) {
      const run = await test('dev', 'data-science/notebooks');
      expect(run.result).toMatchObject({ failedStage: 'login', failedCode: 'IAM_USER_UNKNOWN' });
      expect(mintings()).toBe(times);
    }
  });

  it('logs in with what a secret holds by now when it was rotated between reading and login', async () => {
    const fixture = store.sandbox.aws.fixture();
    const { '/lava/dev/product-usage': secret, ...secrets } = fixture.secrets ?? {};
    const former = { json: { username: 'etl', password: 'CANARY-former' } };
    const rotated = [former, ...[secret ?? []].flat()];
    store.sandbox.aws.load({ ...fixture, secrets: { ...secrets, '/lava/dev/product-usage': rotated } });
    const run = await test('dev', 'product-usage');
    store.sandbox.aws.load(fixture);
    expect(run.result?.outcome).toBe('passed');
    expect(run.stages.find(({ stage }) => stage === 'secret')?.message).toContain('This is the second try');
    expect(new Set(run.stages.map(({ stage }) => stage)).size).toBe(run.stages.length);
  });

  it('records a failure with its stage, code and hint, and finds the last run that passed', async () => {
    const passed = await test('dev', 'reporting/finance');
    expect(passed.result?.outcome).toBe('passed');
    const name = String((await storedSpec('reporting/finance')).password);
    await prisma().$executeRaw`
      update "Connection" set "spec" = (jsonb_set("spec"::jsonb, '{password}', to_jsonb(${`${name}-gone`}::text)))::json
      where "connId" = 'reporting/finance'`;
    const failed = await test('dev', 'reporting/finance');
    expect(failed.result).toMatchObject({
      ok: false,
      outcome: 'failed',
      failedStage: 'ssm',
      failedCode: 'PARAMETER_NOT_FOUND',
    });
    const stage = failed.stages.find((candidate) => candidate.state === 'failed');
    expect(stage).toMatchObject({ field: 'password', awsCode: 'ParameterNotFound' });
    expect(stage?.hint).toBeTruthy();
    expect(failed.stages.filter((candidate) => candidate.state === 'not-run').length).toBeGreaterThan(5);
    expect((await lastPassedRun(store.context, 'dev', 'reporting/finance', failed.id))?.id).toBe(passed.id);
  });

  it('counts a run that passed with a warning as one that passed', async () => {
    const warned = await test('prod', 'catalogue');
    expect(warned.result).toMatchObject({ ok: true, outcome: 'warning' });
    expect((await lastPassedRun(store.context, 'prod', 'catalogue'))?.id).toBe(warned.id);
  });

  it('says of a disabled connection that it works and lava will refuse it', async () => {
    await setEnabledNow(store.context, { realm: 'dev', connIds: ['crm-sync'], enabled: false });
    const run = await test('dev', 'crm-sync');
    expect(run.result?.ok).toBe(false);
    expect(run.result?.verdict).toMatch(/disabled/i);
    await setEnabledNow(store.context, { realm: 'dev', connIds: ['crm-sync'], enabled: true });
  });

  it('tests a connection once at a time, and cancels at any stage', async () => {
    const silent = store.sandbox.connections.find((example) => example.expected.code === 'SERVER_SILENT');
    const connId = String(silent?.spec.conn_id);
    const realm = silent?.realm ?? '';
    const { runId } = await startTest(store.context, { realm, connId });
    expect((await refusal(startTest(store.context, { realm, connId }))).code).toBe('TOO_MANY');
    await vi.waitFor(async () =>
      expect((await getRun(store.context, realm, runId)).current).toMatch(/tls|login/),
    );
    expect(await cancelTest(store.context, { realm, runId })).toEqual({ cancelled: true });
    expect((await finish(realm, runId)).result?.outcome).toBe('cancelled');
  });

  it('records a test whose dialling process is killed, and passes the next', async () => {
    const silent = store.sandbox.connections.find((example) => example.expected.code === 'SERVER_SILENT');
    const connId = String(silent?.spec.conn_id);
    const realm = silent?.realm ?? '';
    const { runId } = await startTest(store.context, { realm, connId });
    await vi.waitFor(
      async () => expect((await getRun(store.context, realm, runId)).current).toMatch(/tls|login/),
      { timeout: 20_000, interval: 50 },
    );
    process.kill(runtime().dialler.start() ?? 0, 'SIGKILL');
    const run = await finish(realm, runId);
    expect(run.result).toMatchObject({ ok: false, outcome: 'undecided', failedCode: 'DIALLER_ENDED' });
    expect(run.stages.find(({ state }) => state === 'failed')?.hint).toMatch(/^Test again/);
    await warmDialler();
    expect((await test('dev', 'crm-sync')).result?.outcome).toBe('passed');
  });

  it('dials nothing when the audit event cannot be written', async () => {
    const calls = store.sandbox.aws.calls().length;
    await prisma().$executeRaw`alter table "AuditEvent" add constraint "closed" check (false) not valid`;
    try {
      await expect(startTest(store.context, { realm: 'dev', connId: 'crm-sync' })).rejects.toThrow();
    } finally {
      await prisma().$executeRaw`alter table "AuditEvent" drop constraint "closed"`;
    }
    expect(store.sandbox.aws.calls().length).toBe(calls);
    expect((await test('dev', 'crm-sync')).result?.outcome).toBe('passed');
  });
});

describe('a test of a draft', () => {
  it('runs without saving anything', async () => {
    const draft = await storedSpec('crm-sync');
    const { version } = await getConnection(store.context, 'dev', 'crm-sync');
    const { runId } = await startTest(store.context, { realm: 'dev', draft, draftOf: 'crm-sync' });
    const run = await finish('dev', runId);
    expect(run).toMatchObject({ draft: true, specVersion: null, result: { outcome: 'passed' } });
    expect((await getConnection(store.context, 'dev', 'crm-sync')).version).toBe(version);
  });

  it.each([
    ['an SSM parameter', 'crm-sync'],
    ['a secret', 'product-usage'],
  ])('says that the cluster is paused when the password is in %s', async (_, connId) => {
    const draft = {
      ...(await storedSpec(connId)),
      host: clusterHost('lab-dev', 'ap-southeast-2'),
      port: store.sandbox.ports.closed,
    };
    const { runId } = await startTest(store.context, { realm: 'dev', draft, draftOf: connId });
    const { result } = await finish('dev', runId);
    expect(result).toMatchObject({ failedStage: 'tcp', failedCode: 'CLUSTER_PAUSED' });
  });

  it('finds a password that is stored unencrypted, though nobody asked AWS about it before', async () => {
    const name = '/lava/dev/just/written';
    const fixture = store.sandbox.aws.fixture();
    const ssm = { ...fixture.ssm, [name]: { Value: 'x', Type: 'String' as const } };
    store.sandbox.aws.load({ ...fixture, ssm });
    const draft = { ...(await storedSpec('crm-sync')), conn_id: 'just/written', password: name };
    const { runId } = await startTest(store.context, { realm: 'dev', draft });
    const { result } = await finish('dev', runId);
    expect(result?.findings.map(({ code }) => code)).toContain('SSM_NOT_SECURE');
  });

  it('takes the permission to write when the credential would go elsewhere', async () => {
    const draft = await storedSpec('crm-sync');
    const elsewhere = { ...draft, host: 'elsewhere.example.com' };
    const start = (context: ServiceContext, spec: Spec) =>
      startTest(context, { realm: 'dev', draft: JSON.parse(JSON.stringify(spec)), draftOf: 'crm-sync' });
    const differing = [
      { host: 'elsewhere.example.com' },
      { port: 5432 },
      { user: 'dbadmin' },
      { database: 'another' },
      { ssl: false },
      { password: '/lava/dev/another' },
      { secret_id: 'another' },
    ];
    for (const different of differing) {
      const other = await refusal(start(as('tester'), { ...draft, ...different }));
      expect(other.code, Object.keys(different).join()).toBe('FORBIDDEN');
    }
    const unknown = { ...draft, conn_id: 'crm-sync-new' };
    const asNew = startTest(as('tester'), { realm: 'dev', draft: JSON.parse(JSON.stringify(unknown)) });
    expect((await refusal(asNew)).code).toBe('FORBIDDEN');
    const { runId } = await start(as('tester'), draft);
    await finish('dev', runId);
    expect((await refusal(start(as('viewer'), draft))).code).toBe('FORBIDDEN');
    const { runId: audited } = await start(store.context, elsewhere);
    await finish('dev', audited);
    const event = await prisma().auditEvent.findFirst({
      where: { action: 'connection.test-draft', outcome: 'started', target: 'crm-sync' },
      orderBy: { at: 'desc' },
    });
    expect(event?.details).toMatchObject({
      changedTarget: { host: 'elsewhere.example.com', fields: ['host'] },
    });
  });

  it('reads what another realm keeps only for who may test there', async () => {
    const inOne = (role: 'tester' | 'editor', other: 'tester' | 'editor' | null): ServiceContext => ({
      ...store.context,
      actor: { id: role, name: role, roleIn: (realm) => (realm === 'dev' ? role : other) },
    });
    const password = '/lava/prod/orders';
    const draft = { ...(await storedSpec('crm-sync')), password };
    const testDraft = (context: ServiceContext) =>
      startTest(context, { realm: 'dev', draft, draftOf: 'crm-sync' });
    const others = [await refusal(testDraft(inOne('editor', null)))];
    others.push(await refusal(testDraft(inOne('editor', 'tester'))));
    for (const error of others) {
      expect(error.toDto()).toMatchObject({ code: 'FORBIDDEN', problems: [{ path: 'password' }] });
    }
    expect((await refusal(testDraft(inOne('tester', 'editor')))).code).toBe('FORBIDDEN');
    await finish('dev', (await testDraft(inOne('editor', 'editor'))).runId);

    await createConnection(store.context, { realm: 'dev', spec: { ...draft, conn_id: 'borrowed' } });
    const saved = { realm: 'dev', connId: 'borrowed' };
    expect((await refusal(startTest(inOne('tester', null), saved))).code).toBe('FORBIDDEN');
    await finish('dev', (await startTest(inOne('tester', 'tester'), saved)).runId);
    const events = await prisma().auditEvent.findMany({
      where: { action: 'access.refused', actor: 'tester' },
    });
    expect(events.map(({ details }) => details)).toContainEqual(
      expect.objectContaining({ because: 'password is of the realm prod' }),
    );
  });

  it('is of the connection that it would change, and of no other', async () => {
    const draft = await storedSpec('crm-sync');
    const input = { realm: 'dev', draft, draftOf: 'reporting/finance' };
    const error = await refusal(startTest(store.context, input));
    expect(error.toDto()).toMatchObject({ code: 'INVALID_INPUT', problems: [{ path: 'conn_id' }] });
  });

  it('is refused like a save when a value is not right', async () => {
    const draft = { ...(await storedSpec('crm-sync')), port: 70_000 };
    const error = await refusal(startTest(store.context, { realm: 'dev', draft, draftOf: 'crm-sync' }));
    expect(error.extra.problems?.[0]?.path).toBe('port');
  });
});

describe('many tests', () => {
  it('takes 20 at once and refuses the rest', async () => {
    const silent = store.sandbox.connections.find((example) => example.expected.code === 'SERVER_SILENT');
    const spec = JSON.parse(JSON.stringify(silent?.spec));
    const started: string[] = [];
    const refused: string[] = [];
    for (let index = 0; index < 25; index += 1) {
      const connId = `many/${index}`;
      await createConnection(store.context, {
        realm: silent?.realm ?? '',
        spec: { ...spec, conn_id: connId },
      });
    }
    await Promise.all(
      Array.from({ length: 25 }, (_, index) =>
        startTest(store.context, { realm: silent?.realm ?? '', connId: `many/${index}` }).then(
          ({ runId }) => started.push(runId),
          (error: ServiceError) => refused.push(error.code),
        ),
      ),
    );
    expect(started.length).toBe(20);
    expect(refused).toEqual(Array(5).fill('TOO_MANY'));
    for (const runId of started) await cancelTest(store.context, { realm: silent?.realm ?? '', runId });
    for (const runId of started) await finish(silent?.realm ?? '', runId);
  });

  it('keeps no secret of the sandbox in the store', async () => {
    for (const connId of [
      'etl-warehouse',
      'marketing/campaigns',
      'product-usage',
      'crm-sync',
      'legacy-loader',
    ]) {
      await test('dev', connId);
    }
    const tables = [
      'Connection',
      'TestRun',
      'MintedCredential',
      'Reference',
      'AuditEvent',
      'Realm',
      'SavedView',
    ];
    for (const table of tables) {
      const rows = await prisma().$queryRawUnsafe<{ text: string }[]>(
        `select t::text as "text" from "${table}" t`,
      );
      for (const { text } of rows) expect(text).not.toMatch(/CANARY-|tmp-pw/);
    }
    expect(runtime().cache.list().length).toBeGreaterThan(0);
    expect(JSON.stringify(runtime().cache.list())).not.toMatch(/CANARY-|password/i);
  });
});
