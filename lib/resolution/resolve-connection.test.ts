import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AwsClients } from '../aws/aws-clients';
import { createAwsPorts } from '../aws/aws-ports';
import { revealed } from '../cli/secrets';
import { Secret } from '../connectors/secret';
import type { Spec } from '../connectors/spec';
import { RESOLUTION_STAGES, type StageEvent } from '../connectors/stage';
import { RESOLUTION_CODES } from '../connectors/stage-codes';
import type { Fixture } from '../sandbox/aws/fixture';
import { type AwsStandIn, startAwsStandIn } from '../sandbox/aws-stand-in';
import type { ResolutionContext } from './resolution';
import { resolve, resolveConnection } from './resolve-connection';

const clients = new AwsClients();
let aws: AwsStandIn;

beforeAll(async () => {
  aws = await startAwsStandIn();
});
afterAll(async () => {
  clients.close();
  await aws.stop();
});

function context(more: Partial<ResolutionContext> = {}): ResolutionContext {
  const ports = createAwsPorts(
    {
      region: 'ap-southeast-2',
      endpoint: aws.endpoint,
      allowInsecureEndpoint: true,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: new Secret('example') },
    },
    clients,
  );
  return {
    aws: ports,
    signal: new AbortController().signal,
    now: Date.now,
    region: 'ap-southeast-2',
    ...more,
  };
}

const BASE = {
  conn_id: 'c',
  type: 'redshift',
  enabled: true,
  host: 'wh.abc.ap-southeast-2.redshift.amazonaws.com',
  port: 5439,
  database: 'db',
  user: 'etl',
};
const SERVERLESS = { ...BASE, type: 'redshift-serverless', host: 'wg1.123456789012.redshift-serverless.x' };
const ROLE = 'arn:aws:iam::123456789012:role/rs01';

async function resolving(spec: Spec, fixture: Fixture, more?: Partial<ResolutionContext>) {
  aws.load(fixture);
  return resolve(spec, context(more));
}

async function failing(spec: Spec, fixture: Fixture, more?: Partial<ResolutionContext>) {
  const result = await resolving(spec, fixture, more);
  if (result.ok) throw new Error('It was expected to fail.');
  return result;
}

async function passing(spec: Spec, fixture: Fixture, more?: Partial<ResolutionContext>) {
  const result = await resolving(spec, fixture, more);
  if (!result.ok) throw new Error(`It failed: ${result.failed.message}`);
  return result;
}

function omit(spec: Spec, ...keys: string[]): Spec {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => !keys.includes(key)));
}

describe('stages', () => {
  test('are told one after another, each that runs starting before it ends', async () => {
    aws.load({ redshift: { wh: {} } });
    const events: StageEvent[] = [];
    const run = resolveConnection(BASE, context());
    let next = await run.next();
    for (; !next.done; next = await run.next()) events.push(next.value);

    const finished = events.flatMap((event) => (event.kind === 'finished' ? [event.result] : []));
    expect(finished.map(({ stage }) => stage)).toEqual([...RESOLUTION_STAGES]);
    expect(next.value.stages).toEqual(finished);
    const started = events.flatMap((event) => (event.kind === 'started' ? [event.stage] : []));
    expect(started).toEqual(finished.filter(({ state }) => state !== 'not-run').map(({ stage }) => stage));
    expect(started).toEqual([
      'record',
      'required',
      'enabled',
      'port',
      'type',
      'password',
      'iam',
      'required-login',
    ]);
    for (const stage of started) {
      const start = events.findIndex((event) => event.kind === 'started' && event.stage === stage);
      expect(events[start + 1]).toMatchObject({ kind: 'finished', result: { stage } });
    }
  });

  test('after a failure are not run', async () => {
    const result = await failing({ ...BASE, port: 'x' }, {});
    expect(result.failed).toMatchObject({ stage: 'port', code: 'PORT_NOT_A_NUMBER', field: 'port' });
    const after = result.stages.slice(result.stages.indexOf(result.failed) + 1);
    expect(after.map(({ state, ms }) => [state, ms])).toEqual(after.map(() => ['not-run', 0]));
    expect(after).toHaveLength(6);
  });

  test('take their time from the clock given', async () => {
    let time = 0;
    const result = await passing(BASE, { redshift: { wh: {} } }, { now: () => (time += 5) });
    expect(result.stages.find(({ stage }) => stage === 'iam')?.ms).toBe(5);
    expect(result.stages.find(({ stage }) => stage === 'ssm')?.ms).toBe(0);
  });

  test('a cancellation is told at the stage it met, and nothing is asked after it', async () => {
    const cancel = new AbortController();
    aws.load({ ssm: { '/lava/dev/x': 'pw' }, redshift: { wh: {} } });
    const run = resolveConnection({ ...BASE, password: '/lava/dev/x' }, context({ signal: cancel.signal }));
    let next = await run.next();
    for (; !next.done; next = await run.next()) {
      if (next.value.kind === 'started' && next.value.stage === 'ssm') cancel.abort();
    }
    expect(next.value).toMatchObject({ ok: false, failed: { stage: 'ssm', code: 'CANCELLED' } });
    expect(aws.calls()).toEqual([]);
  });

  test('a deadline that has passed is told as one', async () => {
    const signal = AbortSignal.abort(new DOMException('too late', 'TimeoutError'));
    expect((await failing(BASE, {}, { signal })).failed).toMatchObject({
      stage: 'record',
      code: 'AWS_TIMEOUT',
    });
  });

  test('a disabled connection goes on with a warning when asked to', async () => {
    const disabled = { ...BASE, enabled: false };
    const fixture = { redshift: { wh: {} } };
    expect((await failing(disabled, fixture)).failed).toMatchObject({ stage: 'enabled', code: 'DISABLED' });
    const result = await passing(disabled, fixture, { continueWhenDisabled: true });
    expect(result.stages.find(({ stage }) => stage === 'enabled')).toMatchObject({
      state: 'warning',
      code: 'DISABLED',
      field: 'enabled',
    });
    expect(result.spec.enabled).toBe(false);
  });
});

describe('what a failure says', () => {
  const iam = (refusal: string): Fixture => ({ redshift: { wh: { error: refusal } } });
  const ssm = { ...BASE, password: '/lava/dev/x' };
  const secret = { ...BASE, secret_id: '/lava/dev/s' };
  const held = (entry: object): Fixture => ({ secrets: { '/lava/dev/s': { SecretString: '{}', ...entry } } });

  test.each<[string, Spec, Fixture, object]>([
    [
      'a parameter that does not exist',
      ssm,
      {},
      {
        stage: 'ssm',
        code: 'PARAMETER_NOT_FOUND',
        awsCode: 'ParameterNotFound',
        field: 'password',
        message: 'The parameter `/lava/dev/x` does not exist in ap-southeast-2.',
        hint: 'Create it as a SecureString, or correct `password`.',
      },
    ],
    [
      'a parameter that is denied',
      ssm,
      { ssm: { '/lava/dev/x': { error: 'AccessDeniedException' } } },
      { stage: 'ssm', code: 'ACCESS_DENIED', field: 'password' },
    ],
    [
      'a key that is gone',
      ssm,
      { ssm: { '/lava/dev/x': { error: 'InvalidKeyId' } } },
      { stage: 'ssm', code: 'DECRYPTION_FAILED' },
    ],
    [
      'a name that is not text',
      { ...BASE, password: null },
      {},
      { stage: 'ssm', code: 'PARAMETER_NAME_INVALID' },
    ],
    [
      'a secret that does not exist',
      secret,
      {},
      { stage: 'secret', code: 'SECRET_NOT_FOUND', field: 'secret_id' },
    ],
    [
      'a secret to be deleted',
      secret,
      { secrets: { '/lava/dev/s': { error: 'InvalidRequestException' } } },
      { stage: 'secret', code: 'SECRET_UNAVAILABLE' },
    ],
    [
      'a binary secret',
      secret,
      { secrets: { '/lava/dev/s': { SecretBinary: 'AAEC' } } },
      { stage: 'secret', code: 'SECRET_BINARY' },
    ],
    [
      'a secret that is no JSON',
      secret,
      held({ SecretString: 'pw=hunter2' }),
      { stage: 'secret', code: 'SECRET_NOT_JSON' },
    ],
    [
      'a secret that is a list',
      secret,
      held({ SecretString: '["username"]' }),
      { stage: 'secret', code: 'SECRET_NOT_OBJECT' },
    ],
    [
      'a secret id that is not text',
      { ...BASE, secret_id: 5 },
      {},
      { stage: 'secret', code: 'SECRET_ID_INVALID' },
    ],
    [
      'an unknown cluster',
      BASE,
      {},
      { stage: 'iam', code: 'CLUSTER_NOT_FOUND', awsCode: 'ClusterNotFound', field: 'cluster_id' },
    ],
    [
      'a denied cluster',
      BASE,
      iam('AccessDenied'),
      { stage: 'iam', code: 'ACCESS_DENIED', awsCode: 'AccessDenied' },
    ],
    ['throttling', BASE, iam('Throttling'), { stage: 'iam', code: 'THROTTLED', awsCode: 'Throttling' }],
    ['a paused cluster', BASE, iam('InvalidClusterState'), { stage: 'iam', code: 'CLUSTER_NOT_AVAILABLE' }],
    ['expired keys', BASE, iam('ExpiredToken'), { stage: 'iam', code: 'AWS_CREDENTIALS_REJECTED' }],
    ['a code nobody knows', BASE, iam('Weird'), { stage: 'iam', code: 'AWS_REFUSED', awsCode: 'Weird' }],
    [
      'a duration AWS refuses',
      { ...BASE, password_duration: '2h' },
      { redshift: { wh: {} } },
      { stage: 'iam', code: 'DURATION_OUT_OF_RANGE', field: 'password_duration' },
    ],
    [
      'another value AWS refuses',
      BASE,
      iam('InvalidParameterValue'),
      { stage: 'iam', code: 'VALUE_REFUSED' },
    ],
    [
      'an empty cluster id',
      { ...BASE, cluster_id: '' },
      { redshift: { '*': {} } },
      { stage: 'iam', code: 'VALUE_REFUSED', field: 'cluster_id', awsCode: 'InvalidParameterValue' },
    ],
    [
      'an unknown workgroup',
      SERVERLESS,
      {},
      { stage: 'iam', code: 'WORKGROUP_NOT_FOUND', field: 'workgroup' },
    ],
    [
      'a missing user',
      omit(BASE, 'user'),
      { redshift: { wh: {} } },
      { stage: 'iam', code: 'FIELD_MISSING', field: 'user' },
    ],
    [
      'a password but no user',
      omit(ssm, 'user'),
      { ssm: { '/lava/dev/x': 'pw' } },
      { stage: 'required-login', code: 'FIELD_MISSING', field: 'user' },
    ],
    [
      'an unknown type',
      { ...BASE, type: 'constructor' },
      {},
      { stage: 'type', code: 'TYPE_UNSUPPORTED', field: 'type' },
    ],
    [
      'a type without credentials of its own',
      { ...BASE, type: 'mssql' },
      {},
      { stage: 'password', code: 'PASSWORD_MISSING' },
    ],
  ])('%s', async (_, spec, fixture, expected) => {
    const { failed } = await failing(spec, fixture);
    expect(failed).toMatchObject(expected);
    expect(RESOLUTION_CODES).toContain(failed.code);
    expect(failed.hint).toBeTruthy();
  });

  test('an endpoint without https, and a realm whose role is refused', async () => {
    const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: new Secret('example') };
    const own = { region: 'ap-southeast-2', endpoint: aws.endpoint, credentials: keys };
    const insecure = createAwsPorts(own, clients);
    expect((await failing(BASE, { redshift: { wh: {} } }, { aws: insecure })).failed).toMatchObject({
      code: 'AWS_ENDPOINT_REFUSED',
      awsCode: 'InsecureEndpoint',
    });
    const realm = { ...own, allowInsecureEndpoint: true, roleArn: ROLE };
    const refused = await failing(BASE, { redshift: { wh: {} } }, { aws: createAwsPorts(realm, clients) });
    expect(refused.failed).toMatchObject({
      stage: 'iam',
      code: 'REALM_ROLE_REFUSED',
      awsCode: 'AccessDenied',
    });
  });

  test('a secret nested too deep fails like any other that cannot be read', async () => {
    const SecretString = `{"host":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const { failed } = await failing({ ...BASE, secret_id: 's' }, { secrets: { s: { SecretString } } });
    expect(failed).toMatchObject({ stage: 'secret', code: 'SECRET_NOT_JSON' });
  });

  test('holds no ARN, account or text of AWS', async () => {
    const message = 'User: arn:aws:iam::123456789012:user/x is not authorized';
    const result = await failing(BASE, { redshift: { wh: { error: 'AccessDenied', message } } });
    expect(JSON.stringify(result)).not.toMatch(/arn:|123456789012|authorized/);
  });

  test('does not repeat a credential that was put where a name belongs', async () => {
    for (const password of ['hunter2', '/pa55', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY']) {
      const result = await failing({ ...BASE, password }, {});
      expect(result.failed.code).toBe('PARAMETER_NOT_FOUND');
      expect(JSON.stringify(result)).not.toContain(password);
    }
    const result = await failing({ ...BASE, secret_id: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }, {});
    expect(result.failed.code).toBe('SECRET_NOT_FOUND');
    expect(JSON.stringify(result)).not.toContain('wJalr');
  });

  test('shows at most 80 characters of a value, on one line', async () => {
    const { failed } = await failing({ ...BASE, type: `x\n${'y'.repeat(500)}` }, {});
    expect(failed.message).not.toContain('\n');
    expect(failed.message).toContain('…');
    expect(failed.message?.length).toBeLessThan(150);
  });
});

describe('fails without a call, as AWS’s Python library does', () => {
  const long = { ...SERVERLESS, role_arn: ROLE };
  test.each<[string, Spec, string]>([
    ['cluster_id is a number', { ...BASE, cluster_id: 5 }, 'iam'],
    ['database is null', { ...BASE, database: null }, 'iam'],
    ['user is a number', { ...BASE, user: 7 }, 'iam'],
    ['workgroup is too short', { ...SERVERLESS, workgroup: 'ab' }, 'iam'],
    ['workgroup is a list', { ...SERVERLESS, workgroup: ['wg1'] }, 'iam'],
    ['database is a number', { ...SERVERLESS, database: 1 }, 'iam'],
    ['host is null', { ...SERVERLESS, host: null, workgroup: 'wg1' }, 'iam'],
    ['role_arn is null', { ...SERVERLESS, role_arn: null }, 'assume-role'],
    ['tags are a list', { ...long, tags: ['a'] }, 'assume-role'],
    ['a tag is a number', { ...long, tags: { a: 1 } }, 'assume-role'],
    ['a tag has no name', { ...long, tags: { '': 'a' } }, 'assume-role'],
    ['external_id is a number', { ...long, external_id: 5 }, 'external-id'],
    ['database is absent, before any role', omit(long, 'database'), 'iam'],
  ])('%s', async (_, spec, stage) => {
    const { failed } = await failing(spec, { redshift: { '*': {} }, redshift_serverless: { '*': {} } });
    expect(failed.stage).toBe(stage);
    expect(failed.awsCode).toBeUndefined();
    expect(aws.calls()).toEqual([]);
  });
});

describe('a role for a serverless connection', () => {
  const fixture: Fixture = {
    ssm: { '/lava/dev/ext': 'ext-42', '/lava/dev/short': 'x' },
    sts: { [ROLE]: { access_key_id: 'ASIAROLE', external_id: 'ext-42' } },
    redshift_serverless: { wg1: { user: 'IAMR:rs01' } },
  };
  const spec = { ...SERVERLESS, role_arn: ROLE, external_id: '/lava/dev/ext' };

  test('is assumed with external id, tags and job, and signs the next call in its region', async () => {
    const job = { realm: 'dev', jobId: 'my job/"1"' };
    const result = await passing({ ...spec, tags: { team: 'data' }, region: 'us-west-2' }, fixture, job);
    expect(aws.calls()).toEqual([
      expect.objectContaining({ operation: 'GetParameter', accessKeyId: 'AKIDEXAMPLE' }),
      {
        service: 'sts',
        operation: 'AssumeRole',
        region: 'ap-southeast-2',
        accessKeyId: 'AKIDEXAMPLE',
        params: {
          RoleArn: ROLE,
          RoleSessionName: 'lv-dev-my.job.1',
          DurationSeconds: 900,
          ExternalId: 'ext-42',
          Tags: [{ Key: 'team', Value: 'data' }],
        },
      },
      expect.objectContaining({ operation: 'GetCredentials', region: 'us-west-2', accessKeyId: 'ASIAROLE' }),
    ]);
    expect(result.spec.user).toBe('IAMR:rs01');
    expect(JSON.stringify(result)).not.toMatch(/ext-42|secret-of/);
  });

  test('is not refused by an empty external_id, region or tags', async () => {
    const plain = { ...fixture, sts: { [ROLE]: { access_key_id: 'ASIAROLE' } } };
    await passing({ ...spec, external_id: '', tags: {}, region: '' }, plain);
    expect(aws.calls()[0]?.params).toEqual({ RoleArn: ROLE, RoleSessionName: 'lava', DurationSeconds: 900 });
    expect(aws.calls()[1]?.region).toBe('ap-southeast-2');
  });

  test('is assumed before the duration is looked at', async () => {
    const { failed } = await failing({ ...spec, password_duration: 'soon' }, fixture);
    expect(failed).toMatchObject({ stage: 'iam', code: 'DURATION_INVALID' });
    expect(aws.calls().map(({ operation }) => operation)).toEqual(['GetParameter', 'AssumeRole']);
  });

  test.each([
    ['external-id', 'PARAMETER_NOT_FOUND', { external_id: '/lava/dev/none' }, 1],
    ['assume-role', 'EXTERNAL_ID_INVALID', { external_id: '/lava/dev/short' }, 1],
    ['assume-role', 'ROLE_ARN_INVALID', { role_arn: 'arn:x' }, 1],
    ['assume-role', 'ACCESS_DENIED', { role_arn: `${ROLE}-none` }, 2],
    ['iam', 'REGION_INVALID', { region: 'evil.example/x' }, 2],
    ['iam', 'REGION_INVALID', { region: 5 }, 2],
  ])('fails at %s with %s', async (stage, code, change, calls) => {
    expect((await failing({ ...spec, ...change }, fixture)).failed).toMatchObject({ stage, code });
    expect(aws.calls()).toHaveLength(calls);
  });

  test('external_id is never read without a role', async () => {
    await passing(omit(spec, 'role_arn'), fixture);
    expect(aws.calls().map(({ operation }) => operation)).toEqual(['GetCredentials']);
  });
});

describe('where values come from', () => {
  test('IAM: the answer replaces the user; cluster id and duration are told though the spec lacks them', async () => {
    const result = await passing(BASE, { redshift: { wh: {} } });
    expect(result.trace).toMatchObject({
      host: { source: 'spec' },
      user: { source: 'aws', operation: 'GetClusterCredentials', shadowed: [{ source: 'spec' }] },
      password: { source: 'aws', operation: 'GetClusterCredentials' },
      cluster_id: { source: 'host-label', host: BASE.host },
      password_duration: { source: 'default' },
      dialect: { source: 'lava' },
      subtype: { source: 'default' },
    });
    expect(result.credentials).toMatchObject({
      method: 'iam',
      minted: {
        cluster: 'wh',
        database: 'db',
        requestedUser: 'etl',
        returnedUser: 'IAM:etl',
        durationSeconds: 900,
      },
    });
    expect(Object.keys(result.spec)).toEqual([...Object.keys(BASE), 'dialect', 'subtype', 'password']);
    expect(result.spec.password).toBeInstanceOf(Secret);
  });

  test('a secret fills, loses to the spec, and then its user is replaced by AWS', async () => {
    const json = { username: 'sec', host: 'h.example', port: 1, dbname: 'd', dbClusterIdentifier: 'sc' };
    const spec = { ...omit(BASE, 'user', 'database'), secret_id: 's', cluster_id: 'wh', dialect: 'mysql' };
    const result = await passing(spec, { secrets: { s: { json } }, redshift: { wh: {} } });
    const from = (key: string) => ({ source: 'secret', secretId: 's', key });
    expect(result.trace).toMatchObject({
      host: { source: 'spec', shadowed: [from('host')] },
      port: { source: 'spec', shadowed: [from('port')] },
      database: from('dbname'),
      description: from('dbClusterIdentifier'),
      user: { source: 'aws', shadowed: [from('username')] },
      dialect: { source: 'lava', shadowed: [{ source: 'spec' }] },
      cluster_id: { source: 'spec' },
    });
    expect(result.spec.description).toBe('sc');
  });

  test.each([12345, false, ['a']])(
    'a password of a secret that is no text, %j, stays what it is',
    async (password) => {
      const { spec } = await passing({ ...BASE, secret_id: 's' }, { secrets: { s: { json: { password } } } });
      expect(spec.password).toBeInstanceOf(Secret);
      expect(revealed(spec).password).toEqual(password);
      expect(JSON.stringify(spec)).not.toContain(JSON.stringify(password));
    },
  );

  test('an SSM password shadows the one in the secret', async () => {
    const json = { password: 'other' };
    const result = await passing(
      { ...BASE, password: '/lava/dev/x', secret_id: 's' },
      { ssm: { '/lava/dev/x': 'pw' }, secrets: { s: { json } } },
    );
    expect(result.trace.password).toEqual({
      source: 'ssm',
      parameter: '/lava/dev/x',
      shadowed: [{ source: 'secret', secretId: 's', key: 'password' }],
    });
    expect(result.credentials).toEqual({ method: 'ssm', expiresAt: null });
  });

  test('a workgroup from the host', async () => {
    const result = await passing(SERVERLESS, { redshift_serverless: { wg1: {} } });
    expect(result.trace.workgroup).toEqual({ source: 'host-label', host: SERVERLESS.host });
    expect(result.spec).not.toHaveProperty('workgroup');
  });

  test('an RDS token lasts 900 s', async () => {
    const result = await passing({ ...BASE, type: 'postgres-rds' }, {}, { now: () => 1_000 });
    expect(result.credentials).toMatchObject({
      method: 'rds-token',
      expiresAt: new Date(901_000),
      minted: {
        mintedAt: new Date(1_000),
        durationSeconds: 900,
        requestedUser: BASE.user,
        returnedUser: BASE.user,
      },
    });
    expect(result.trace).not.toHaveProperty('password_duration');
  });

  test('the default duration given by the realm is used', async () => {
    const result = await passing(BASE, { redshift: { wh: {} } }, { defaultDuration: '20m' });
    expect(result.credentials.minted?.durationSeconds).toBe(1200);
    expect((await failing(BASE, {}, { defaultDuration: '1h30' })).failed.code).toBe('DURATION_INVALID');
  });
});

describe('merging a secret', () => {
  const FIELD_OF: Record<string, string> = {
    username: 'user',
    password: 'password',
    host: 'host',
    port: 'port',
    dbname: 'database',
    dbClusterIdentifier: 'description',
    serviceName: 'service_name',
    sid: 'sid',
  };
  const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean());
  const fields = [...Object.values(FIELD_OF).filter((field) => field !== 'password'), 'x-note', 'X-', 'tag'];
  const specs = fc.dictionary(fc.constantFrom(...fields), value);
  const secrets = fc.dictionary(
    fc.constantFrom(...Object.keys(FIELD_OF), 'engine', 'user', '__proto__'),
    value,
  );

  test('what the spec has stays, what it lacks comes from the secret, and nothing else is added', async () => {
    await fc.assert(
      fc.asyncProperty(specs, secrets, async (given, secret) => {
        const spec: Spec = { conn_id: 'c', type: 'redshift', enabled: true, secret_id: 's', ...given };
        const { aws: ports, ...rest } = context();
        const SecretString = new Secret(JSON.stringify(secret));
        const result = await resolve(spec, {
          ...rest,
          aws: {
            ...ports,
            getSecretString: async () => SecretString,
            getClusterCredentials: () => Promise.reject(new Error('not in this test')),
          },
        }).catch((error: Error) => error);
        if (result instanceof Error) {
          expect(Object.hasOwn(secret, 'password')).toBe(false);
          return;
        }
        for (const [key, field] of Object.entries(FIELD_OF)) {
          const source = result.trace[field];
          if (Object.hasOwn(spec, field)) {
            expect(source?.source).toBe('spec');
            expect(source?.shadowed !== undefined).toBe(Object.hasOwn(secret, key));
          } else if (Object.hasOwn(secret, key)) {
            expect(source).toEqual({ source: 'secret', secretId: 's', key });
          } else {
            expect(source).toBeUndefined();
          }
        }
        for (const key of Object.keys(given)) expect(result.trace).toHaveProperty(key);
        expect(result.trace).not.toHaveProperty('engine');
        if (!result.ok) return;
        for (const key of Object.keys(spec)) {
          if (key !== 'port') expect(result.spec[key]).toEqual(spec[key]);
        }
        for (const [key, field] of Object.entries(FIELD_OF)) {
          if (Object.hasOwn(spec, field) || !Object.hasOwn(secret, key) || field === 'port') continue;
          const merged = result.spec[field];
          if (field === 'password' && secret[key] !== null) {
            const text = typeof secret[key] === 'string' ? secret[key] : JSON.stringify(secret[key]);
            expect(merged instanceof Secret && merged.reveal()).toBe(text);
          } else {
            expect(merged).toEqual(secret[key]);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a `__proto__` key in spec or secret changes no prototype', async () => {
    const secret = '{"__proto__": {"polluted": 1}, "username": "u", "password": "p"}';
    const spec: Spec = JSON.parse('{"__proto__": {"polluted": 2}, "secret_id": "s"}');
    const result = await passing(
      { ...BASE, ...omit(BASE, 'user'), ...spec },
      { secrets: { s: { SecretString: secret } } },
    );
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Object.getPrototypeOf(result.spec)).toBe(Object.prototype);
    expect(Object.getPrototypeOf(result.trace)).toBe(Object.prototype);
  });

  test('of a key given twice the last one counts', async () => {
    const SecretString = '{"username": "first", "password": "p", "username": "last"}';
    const result = await passing(
      { ...omit(BASE, 'user'), secret_id: 's' },
      { secrets: { s: { SecretString } } },
    );
    expect(result.spec.user).toBe('last');
  });
});
