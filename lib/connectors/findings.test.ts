import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINDING_CODES, type FindingCode, type FindingContext, SEVERITIES } from './finding';
import { findingsOf } from './findings';
import { redshift } from './redshift';
import type { Spec } from './spec';

const ENDPOINT = 'dwh.abc123.ap-southeast-2.redshift.amazonaws.com';
const CONTEXT: FindingContext = { realm: 'dev' };

const IAM: Spec = {
  conn_id: 'c',
  type: 'redshift',
  enabled: true,
  host: ENDPOINT,
  port: 5439,
  database: 'db',
  user: 'etl',
  ssl: true,
  subtype: 'redshift',
  owner: 'team',
  description: 'd',
};
const SSM: Spec = { ...IAM, password: '/lava/dev/c/password' };
const SECRET: Spec = {
  conn_id: 'c',
  type: 'redshift',
  enabled: true,
  ssl: true,
  subtype: 'redshift',
  owner: 'team',
  description: 'd',
  secret_id: '/lava/dev/c',
};

const SERVERLESS: Spec = {
  ...without(IAM, 'user'),
  type: 'redshift-serverless',
  host: 'wg.123456789012.ap-southeast-2.redshift-serverless.amazonaws.com',
};

function without(spec: Spec, ...keys: string[]): Spec {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => !keys.includes(key)));
}

function codes(spec: Spec, context: FindingContext = CONTEXT): string[] {
  return findingsOf(spec, context).map(({ severity, code, field }) => `${severity} ${code} ${field}`);
}

describe('findingsOf', () => {
  it.each([
    ['IAM', IAM],
    ['SSM', SSM],
    ['secret', SECRET],
    ['clean types without a table', { ...SSM, type: 'oracle', subtype: 'cx_oracle', service_name: 'x' }],
  ])('finds nothing in a clean spec: %s', (_, spec) => {
    expect(codes(spec)).toEqual([]);
  });

  it.each<[string, Spec, string[]]>([
    ['enabled "false"', { ...IAM, enabled: 'false' }, ['high ENABLED_IS_TEXT enabled']],
    ['enabled 1', { ...IAM, enabled: 1 }, ['high ENABLED_IS_TEXT enabled']],
    ['enabled ""', { ...IAM, enabled: '' }, ['medium ENABLED_IS_TEXT enabled']],
    ['enabled null', { ...IAM, enabled: null }, ['medium ENABLED_IS_TEXT enabled']],
    ['enabled absent', without(IAM, 'enabled'), ['high FIELD_MISSING enabled']],
    ['no ssl, IAM', without(IAM, 'ssl'), ['high SSL_OFF ssl']],
    ['no ssl, SSM', without(SSM, 'ssl'), ['medium SSL_OFF ssl']],
    ['ssl false, pg8000', { ...SSM, ssl: false, subtype: 'pg8000' }, ['medium SSL_OFF ssl']],
    ['ssl null, pg8000', { ...SSM, ssl: null, subtype: 'pg8000' }, ['medium SSL_OFF ssl']],
    ['ssl null, redshift', { ...SSM, ssl: null }, []],
    ['ssl true, default driver', without(SSM, 'subtype'), ['low SSL_NOT_VERIFIED ssl']],
    ['ssl "true", pg8000', { ...SSM, ssl: 'true', subtype: 'pg8000' }, ['low SSL_NOT_VERIFIED ssl']],
    ['ssl "true", redshift', { ...SSM, ssl: 'true' }, ['high SSL_IS_TEXT ssl']],
    ['ssl 1, redshift, IAM', { ...IAM, ssl: 1 }, ['high SSL_IS_TEXT ssl']],
    [
      'ssl false on PostgreSQL',
      { ...SSM, type: 'postgres', subtype: 'pg8000', ssl: false },
      ['medium SSL_OFF ssl'],
    ],
    ['ssl on MySQL is not established', { ...SSM, type: 'mysql', subtype: 'pymysql', ssl: false }, []],
    [
      'password and secret',
      { ...SECRET, password: '/lava/dev/c/password' },
      ['medium PASSWORD_SHADOWS_SECRET password'],
    ],
    [
      'all given, and a secret',
      { ...SSM, secret_id: '/lava/dev/c' },
      ['medium PASSWORD_SHADOWS_SECRET password', 'medium SECRET_ADDS_NOTHING secret_id'],
    ],
    ['parameter elsewhere', { ...IAM, password: '/other/x' }, ['high SSM_OUTSIDE_REALM password']],
    ['parameter of another realm', { ...IAM, password: '/lava/prod/x' }, ['high SSM_OUTSIDE_REALM password']],
    ['parameter without a path', { ...IAM, password: 'my-param' }, ['high SSM_OUTSIDE_REALM password']],
    [
      'parameter of a realm that starts alike',
      { ...IAM, password: '/lava/dev2/x' },
      ['high SSM_OUTSIDE_REALM password'],
    ],
    [
      'parameter by ARN',
      { ...IAM, password: 'arn:aws:ssm:ap-southeast-2:123456789012:parameter/lava/dev/x' },
      [],
    ],
    [
      'parameter by foreign ARN',
      { ...IAM, password: 'arn:aws:ssm:ap-southeast-2:123456789012:parameter/x' },
      ['high SSM_OUTSIDE_REALM password'],
    ],
    ['parameter version', { ...IAM, password: '/lava/dev/x:3' }, []],
    ['empty password', { ...IAM, password: '' }, ['high SSM_OUTSIDE_REALM password']],
    ['null password', { ...IAM, password: null }, ['high SSM_OUTSIDE_REALM password']],
    ['secret elsewhere', { ...SECRET, secret_id: 'rds/x' }, ['high SECRET_OUTSIDE_REALM secret_id']],
    [
      'secret by ARN',
      {
        ...SECRET,
        secret_id: 'arn:aws:secretsmanager:ap-southeast-2:123456789012:secret:/lava/dev/x-AbCdEf',
      },
      [],
    ],
    ['empty secret', { ...SECRET, secret_id: '' }, ['high SECRET_OUTSIDE_REALM secret_id']],
    ['a password as password', { ...IAM, password: 's3cr3t!' }, ['high LOOKS_LIKE_A_PASSWORD password']],
    [
      'a key as secret',
      { ...SECRET, secret_id: 'AKIAIOSFODNN7EXAMPLE' },
      ['high LOOKS_LIKE_A_PASSWORD secret_id'],
    ],
    ['IP host', { ...IAM, host: '10.1.2.3' }, ['high CLUSTER_ID_GUESSED cluster_id']],
    ['own name', { ...IAM, host: 'dwh.example.com' }, ['high CLUSTER_ID_GUESSED cluster_id']],
    [
      'PrivateLink',
      { ...IAM, host: 'vpce-1.vpce-svc-2.ap-southeast-2.vpce.amazonaws.com' },
      ['high CLUSTER_ID_GUESSED cluster_id'],
    ],
    ['IP host with cluster_id', { ...IAM, host: '10.1.2.3', cluster_id: 'dwh' }, []],
    ['IP host with a password', { ...SSM, host: '10.1.2.3' }, []],
    ['14 minutes', { ...IAM, password_duration: '14m' }, ['high DURATION_OUT_OF_RANGE password_duration']],
    ['2 hours', { ...IAM, password_duration: '2h' }, ['high DURATION_OUT_OF_RANGE password_duration']],
    ['just within', { ...IAM, password_duration: '60m' }, []],
    [
      'unreadable duration',
      { ...IAM, password_duration: '15M' },
      ['high DURATION_OUT_OF_RANGE password_duration'],
    ],
    [
      'bare number',
      { ...IAM, password_duration: '900' },
      ['low DURATION_UNIT_UNDOCUMENTED password_duration'],
    ],
    ['JSON number', { ...IAM, password_duration: 900 }, ['low DURATION_UNIT_UNDOCUMENTED password_duration']],
    [
      'days',
      { ...IAM, password_duration: '0.01d' },
      ['high DURATION_OUT_OF_RANGE password_duration', 'low DURATION_UNIT_UNDOCUMENTED password_duration'],
    ],
    [
      'duration with a password',
      { ...SSM, password_duration: '15m' },
      ['low DURATION_UNUSED password_duration'],
    ],
    [
      'duration out of range with a password',
      { ...SSM, password_duration: '5h' },
      ['low DURATION_UNUSED password_duration'],
    ],
    [
      'duration on RDS',
      { ...IAM, type: 'postgres-rds', subtype: 'pg8000', password_duration: '15m' },
      ['low SSL_NOT_VERIFIED ssl', 'low DURATION_UNUSED password_duration'],
    ],
    ['duration with a secret', { ...SECRET, password_duration: '15m' }, []],
    ['port as text', { ...IAM, port: '5439' }, ['low PORT_NOT_A_NUMBER port']],
    ['port true', { ...IAM, port: true }, ['low PORT_NOT_A_NUMBER port']],
    ['port with a fraction', { ...IAM, port: 5439.5 }, ['low PORT_NOT_A_NUMBER port']],
    [
      'port unreadable',
      { ...IAM, port: '0x10' },
      ['high PORT_OUT_OF_RANGE port', 'low PORT_NOT_A_NUMBER port'],
    ],
    ['port null', { ...IAM, port: null }, ['high PORT_OUT_OF_RANGE port', 'low PORT_NOT_A_NUMBER port']],
    ['port 0', { ...IAM, port: 0 }, ['high PORT_OUT_OF_RANGE port']],
    ['port 65536', { ...IAM, port: 65_536 }, ['high PORT_OUT_OF_RANGE port']],
    [
      'port "70000"',
      { ...IAM, port: '70000' },
      ['high PORT_OUT_OF_RANGE port', 'low PORT_NOT_A_NUMBER port'],
    ],
    ['pygresql', { ...IAM, subtype: 'pygresql' }, ['high SUBTYPE_UNSUPPORTED subtype']],
    ['upper-case driver', { ...IAM, subtype: 'PG8000' }, ['high SUBTYPE_UNSUPPORTED subtype']],
    ['empty driver', { ...IAM, subtype: '' }, ['high SUBTYPE_UNSUPPORTED subtype']],
    ['null driver', { ...IAM, subtype: null }, ['high SUBTYPE_UNSUPPORTED subtype']],
    [
      'pygresql on PostgreSQL',
      { ...SSM, type: 'postgres', subtype: 'pygresql' },
      ['low SSL_NOT_VERIFIED ssl'],
    ],
    [
      'redshift on PostgreSQL',
      { ...SSM, type: 'postgres', subtype: 'redshift' },
      ['high SUBTYPE_UNSUPPORTED subtype'],
    ],
    ['type in upper case', { ...IAM, type: 'Redshift' }, ['medium TYPE_CASE type']],
    ['unknown type in upper case', { ...SSM, type: 'AWS' }, []],
    [
      'serverless host',
      { ...IAM, host: 'wg.123456789012.ap-southeast-2.redshift-serverless.amazonaws.com', cluster_id: 'x' },
      ['high SERVERLESS_HOST_ON_REDSHIFT type'],
    ],
    [
      'serverless host with a password',
      { ...SSM, host: 'wg.123456789012.ap-southeast-2.redshift-serverless.amazonaws.com' },
      [],
    ],
    [
      'unknown fields',
      { ...IAM, dialect: 'x', Port: 1 },
      ['low UNKNOWN_FIELD dialect', 'low UNKNOWN_FIELD Port'],
    ],
    ['own fields', { ...IAM, 'x-a': 1, 'X-B': { c: [] } }, []],
    ['a type lava does not know', { ...SSM, type: 'teradata' }, ['high TYPE_UNKNOWN type']],
    ['a type that is no database', { ...without(IAM, 'subtype'), type: 'slack' }, []],
    [
      'an SSH key in its field',
      { ...IAM, type: 'ssh', ssh_key: '-----BEGIN KEY-----' },
      ['high LOOKS_LIKE_A_PASSWORD ssh_key'],
    ],
    [
      'role fields without a role',
      { ...SERVERLESS, external_id: '/lava/dev/x', tags: { a: 'b' } },
      ['low ROLE_FIELD_UNUSED external_id', 'low ROLE_FIELD_UNUSED tags'],
    ],
    [
      'a role beside a password',
      { ...SERVERLESS, user: 'etl', password: '/lava/dev/c/password', role_arn: 'arn' },
      ['low ROLE_FIELD_UNUSED role_arn'],
    ],
    [
      'an external ID elsewhere',
      { ...SERVERLESS, role_arn: 'arn:aws:iam::123456789012:role/x', external_id: '/other/x' },
      ['high SSM_OUTSIDE_REALM external_id'],
    ],
    ['a workgroup guessed', { ...SERVERLESS, host: '10.0.0.1' }, ['high CLUSTER_ID_GUESSED workgroup']],
    ['a port that SQLite ignores', { ...SSM, type: 'sqlite3', subtype: 'sqlite3', port: 'none' }, []],
    ['no host', without(IAM, 'host'), ['high FIELD_MISSING host']],
    ['no port', without(SSM, 'port'), ['high FIELD_MISSING port']],
    ['no database, IAM', without(IAM, 'database'), ['high FIELD_MISSING database']],
    ['an empty database', { ...IAM, database: '' }, ['high FIELD_MISSING database']],
    ['a null database', { ...SSM, database: null }, ['high FIELD_MISSING database']],
    ['no user, IAM', without(IAM, 'user'), ['high FIELD_MISSING user']],
    ['no user, SSM', without(SSM, 'user'), ['high FIELD_MISSING user']],
    ['an empty user', { ...SSM, user: '' }, ['high FIELD_MISSING user']],
    ['no user, serverless', SERVERLESS, []],
    [
      'no user, serverless with a password',
      { ...SERVERLESS, password: '/lava/dev/c/password' },
      ['high FIELD_MISSING user'],
    ],
    [
      'no password on PostgreSQL',
      { ...without(IAM, 'subtype'), type: 'postgres' },
      ['high FIELD_MISSING password', 'low SSL_NOT_VERIFIED ssl'],
    ],
    [
      'no user for a token of RDS',
      { ...without(IAM, 'subtype', 'user'), type: 'postgres-rds' },
      ['high FIELD_MISSING user', 'low SSL_NOT_VERIFIED ssl'],
    ],
    ['an empty database before a secret', { ...SECRET, database: '' }, ['high FIELD_MISSING database']],
    ['no enabled beside a secret', without(SECRET, 'enabled'), ['high FIELD_MISSING enabled']],
    [
      'nothing at all',
      {},
      [
        'high FIELD_MISSING conn_id',
        'high FIELD_MISSING enabled',
        'high FIELD_MISSING type',
        'low OWNER_MISSING owner',
        'low DESCRIPTION_MISSING description',
      ],
    ],
    [
      'a type without a table',
      { type: 'slack', owner: 'team', description: 'd' },
      ['high FIELD_MISSING conn_id', 'high FIELD_MISSING enabled'],
    ],
    ['a host with a scheme', { ...SSM, host: `https://${ENDPOINT}` }, ['high HOST_MALFORMED host']],
    ['a host with a path', { ...SSM, host: `${ENDPOINT}/db` }, ['high HOST_MALFORMED host']],
    ['an empty host', { ...SSM, host: '' }, ['high HOST_MALFORMED host']],
    ['an empty host before a secret', { ...SECRET, host: null }, ['high HOST_MALFORMED host']],
    ['a host of a type without a table', { ...SSM, type: 'sqlite3', subtype: 'sqlite3', host: '/a b' }, []],
    ['no owner', without(IAM, 'owner'), ['low OWNER_MISSING owner']],
    ['blank owner', { ...IAM, owner: ' ' }, ['low OWNER_MISSING owner']],
    ['no description', without(IAM, 'description'), ['low DESCRIPTION_MISSING description']],
  ])('%s', (_, spec, expected) => {
    expect(codes(spec)).toEqual(expected);
  });

  it('says of a missing field what lava does without it, and what to do', () => {
    const message = (spec: Spec, field: string) =>
      findingsOf(spec, CONTEXT).find((one) => one.code === 'FIELD_MISSING' && one.field === field)?.message;
    expect(message(without(IAM, 'host'), 'host')).toBe(
      'There is no `host`: lava fails at the stage `required`, before it asks for a login. Add it, or name a secret that supplies it in `secret_id`.',
    );
    expect(message(without(IAM, 'enabled'), 'enabled')).toBe(
      'There is no `enabled`: lava takes it as false, so workers refuse the connection as disabled. Add it.',
    );
    expect(message(without(IAM, 'database'), 'database')).toContain('at the stage `iam`');
    expect(message(without(SSM, 'database'), 'database')).toContain('the driver refuses to connect');
    expect(message(without(IAM, 'user'), 'user')).toContain('at the stage `iam`');
    expect(message(without(SSM, 'user'), 'user')).toContain('at the stage `required-login`');
    expect(message({ ...SECRET, database: '' }, 'database')).toBe(
      '`database` is empty: lava takes that as it stands, and not what the secret has, and the login fails. Enter a value, or remove the field to take the secret’s.',
    );
  });

  it('judges what AWS told about the parameter', () => {
    const known = (type: string, keyId?: string): string[] =>
      codes(SSM, { realm: 'dev', parameter: { type, ...(keyId !== undefined && { keyId }) } });
    expect(known('SecureString', 'alias/lava-dev-sys')).toEqual([]);
    expect(known('SecureString', 'arn:aws:kms:ap-southeast-2:123456789012:alias/lava-dev-sys')).toEqual([]);
    expect(known('SecureString')).toEqual([]);
    expect(known('SecureString', 'alias/aws/ssm')).toEqual(['medium SSM_WRONG_KEY password']);
    expect(known('SecureString', 'alias/lava-dev-sys2')).toEqual(['medium SSM_WRONG_KEY password']);
    expect(known('String')).toEqual(['high SSM_NOT_SECURE password']);
    expect(known('StringList')).toEqual(['high SSM_NOT_SECURE password']);
    expect(
      codes(SSM, {
        realm: 'dev',
        kmsAlias: 'alias/own',
        parameter: { type: 'SecureString', keyId: 'alias/own' },
      }),
    ).toEqual([]);
    expect(codes(IAM, { realm: 'dev', parameter: { type: 'String' } })).toEqual([]);
  });

  it.each<[Spec, string[]]>([
    [{ webhook_url: 'https://hooks.slack.com/services/T0/B0/abc' }, ['medium SECRET_IN_SPEC webhook_url']],
    [{ webhook_url: '/lava/dev/alerts/slack' }, ['high WEBHOOK_NOT_A_URL webhook_url']],
    [{ webhook_url: 7 }, ['high WEBHOOK_NOT_A_URL webhook_url']],
    [{}, []],
  ])('judges the webhook of slack in %j', (fields, expected) => {
    const spec = { conn_id: 'c', type: 'slack', enabled: true, owner: 'team', description: 'd', ...fields };
    const found = findingsOf(spec, CONTEXT);
    expect(found.map(({ severity, code, field }) => `${severity} ${code} ${field}`)).toEqual(expected);
    expect(JSON.stringify(found)).not.toContain('T0/B0');
  });

  it('looks for the parameters of every type in the realm', () => {
    const spec = { conn_id: 'c', type: 'git', enabled: true, owner: 'team', description: 'd' };
    const fields = (more: Spec) =>
      findingsOf({ ...spec, ...more }, CONTEXT)
        .filter(({ code }) => code === 'SSM_OUTSIDE_REALM')
        .map(({ field }) => field);
    expect(fields({ ssh_key: '/lava/prod/key' })).toEqual(['ssh_key']);
    expect(fields({ ssh_key: '/lava/dev/key' })).toEqual([]);
    const attributes = { a: { type: 'ssm', parameter: '/elsewhere' }, b: 'x' };
    expect(fields({ type: 'generic', attributes })).toEqual(['attributes']);
  });

  it('judges the default duration where the spec has none', () => {
    expect(codes(IAM, { ...CONTEXT, defaultDuration: '5m' })).toEqual([
      'high DURATION_OUT_OF_RANGE password_duration',
    ]);
    expect(codes({ ...IAM, password_duration: '15m' }, { ...CONTEXT, defaultDuration: '5m' })).toEqual([]);
    expect(codes(SSM, { ...CONTEXT, defaultDuration: '5m' })).toEqual([]);
  });

  it('leaves the rules about a realm out where none is known', () => {
    expect(codes({ ...IAM, password: '/other/x' }, {})).toEqual([]);
    expect(codes({ ...SECRET, secret_id: 'other' }, {})).toEqual([]);
  });

  it('names what of the secret is never used', () => {
    const [finding] = findingsOf({ ...SECRET, password: '/lava/dev/c/p', host: ENDPOINT }, CONTEXT);
    expect(finding?.message).toContain('`password`, `host`, `dbClusterIdentifier` are never used');
  });

  it('repeats nothing of what looks like a password', () => {
    const texts = findingsOf({ ...IAM, password: 'hunter2!', secret_id: 'topsecret!' }, CONTEXT).map(
      (one) => one.message,
    );
    expect(texts.join()).not.toMatch(/hunter2|topsecret/);
  });

  it('puts the grave first', () => {
    const found = findingsOf({ type: 'Redshift', enabled: 'no', port: '5439', zzz: 1 }, CONTEXT);
    const ranks = found.map((one) => SEVERITIES.indexOf(one.severity));
    expect(ranks).toEqual(ranks.toSorted());
    expect(new Set(ranks).size).toBe(3);
  });

  it('copes with any JSON values in any field, and stays short', () => {
    const names = [...redshift.fields.map((field) => field.name), 'service_name', 'x-a', 'zzz'];
    const anySpec = fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 12 });
    const type = fc.constantFrom<unknown>(
      'redshift',
      'REDSHIFT',
      'redshift-serverless',
      'postgres-rds',
      'mysql',
      'oracle',
      5,
      null,
    );
    const known: ReadonlySet<string> = new Set<FindingCode>(FINDING_CODES);
    fc.assert(
      fc.property(anySpec, type, fc.jsonValue({ maxDepth: 1 }), (spec, specType, defaultDuration) => {
        for (const finding of findingsOf({ ...spec, type: specType }, { realm: 'dev', defaultDuration })) {
          expect(known.has(finding.code)).toBe(true);
          expect(finding.message.length).toBeLessThan(500);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('names only fields of the table, but for unknown ones', () => {
    const names = redshift.fields.map((field) => field.name);
    const worst = {
      type: 'Redshift',
      enabled: 'x',
      port: 'x',
      password: '',
      secret_id: '',
      password_duration: '1d',
      subtype: 'x',
    };
    for (const spec of [worst, { ...IAM, host: '10.0.0.1', ssl: 'true', password_duration: '1' }]) {
      for (const finding of findingsOf(spec, CONTEXT)) expect(names).toContain(finding.field);
    }
  });
});
