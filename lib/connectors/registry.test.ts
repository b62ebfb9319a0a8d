import { describe, expect, it } from 'vitest';
import { CONNECTION_TYPES, connectionTypeOf } from './connection-types';
import { formSchema } from './form-schema';
import { emptyFormValues, formValuesOf, specOf } from './form-values';
import { isOtherType, lavaTypeOf } from './lava-types';
import { CONNECTORS, connectorFor } from './registry';
import { SECRET_KEYS } from './secret-keys';
import type { Spec } from './spec';

const POSTGRES = [
  ['conn_id', 'Yes'],
  ['database', 'Yes*'],
  ['description', 'No'],
  ['enabled', 'Yes'],
  ['host', 'Yes*'],
  ['password', 'Yes*'],
  ['port', 'Yes*'],
  ['preserve_case', 'No'],
  ['secret_id', 'No'],
  ['ssl', 'No'],
  ['subtype', 'No'],
  ['type', 'Yes'],
  ['user', 'Yes*'],
  ['owner', 'No'],
];
const RDS = POSTGRES.map(([name, required]) => [name, name === 'password' ? 'No*' : required]);

function table(type: string) {
  return connectorFor(type)?.fields.map(({ name, required }) => [name, required]);
}

describe('the tables', () => {
  it.each([
    ['postgres', POSTGRES],
    ['psql', POSTGRES],
    ['postgres-rds', RDS],
    ['postgres-aurora', RDS],
    [
      'redshift-serverless',
      [
        ['conn_id', 'Yes'],
        ['database', 'Yes*'],
        ['description', 'No'],
        ['enabled', 'Yes'],
        ['external_id', 'No'],
        ['host', 'Yes*'],
        ['password_duration', 'No'],
        ['password', 'No*'],
        ['port', 'Yes*'],
        ['preserve_case', 'No'],
        ['region', 'No'],
        ['role_arn', 'No'],
        ['secret_id', 'No'],
        ['ssl', 'No'],
        ['subtype', 'No'],
        ['tags', 'No'],
        ['type', 'Yes'],
        ['user', 'Yes*'],
        ['workgroup', 'No'],
        ['owner', 'No'],
      ],
    ],
  ])('of %s has lava’s rows', (type, rows) => {
    expect(table(type)).toEqual(rows);
  });

  it.each(CONNECTORS.map((connector) => [connector.type, connector] as const))(
    'of %s explains every field and agrees with the keys of a secret',
    (_, { fields }) => {
      for (const { hint, help, label } of fields) {
        expect(hint).toMatch(/\.$/);
        expect(help.length).toBeGreaterThan(0);
        expect(label).not.toBe('');
      }
      const keys = fields.flatMap(({ secretKey, name }) => (secretKey ? [`${secretKey} → ${name}`] : []));
      const mapped = SECRET_KEYS.filter(({ purpose }) => purpose !== 'oracle').map(
        ({ secretKey, field }) => `${secretKey} → ${field}`,
      );
      expect(keys.toSorted()).toEqual(mapped.toSorted());
    },
  );

  it('say of region and tags that lava’s schema does not know them', () => {
    const serverless = connectorFor('redshift-serverless');
    const unknown = serverless?.fields.filter(({ help }) => help.join().includes('schema does not know'));
    expect(unknown?.map(({ name }) => name)).toEqual(['region', 'tags']);
  });

  it('have names of their own', () => {
    expect(new Set(CONNECTORS.map(({ type }) => type)).size).toBe(CONNECTORS.length);
    for (const { type } of CONNECTORS) expect(lavaTypeOf(type)?.name).toBe(type);
  });
});

describe('forms of the tables', () => {
  const shared = { enabled: true, host: 'db.example.com', port: 5432, database: 'orders', ssl: true };
  it.each<[string, Spec]>([
    ['a token', { type: 'postgres-rds', ...shared, user: 'app' }],
    ['a token for Aurora', { type: 'postgres-aurora', ...shared, user: 'app', subtype: 'pygresql' }],
    ['a parameter', { type: 'postgres', ...shared, user: 'app', password: '/lava/dev/orders' }],
    ['a secret', { type: 'psql', enabled: true, secret_id: '/lava/dev/orders' }],
    [
      'a role with everything',
      {
        type: 'redshift-serverless',
        ...shared,
        workgroup: 'forecasting',
        role_arn: 'arn:aws:iam::123456789012:role/path/reader',
        external_id: '/lava/dev/external-id',
        region: 'us-east-1',
        tags: { team: 'data', 'cost centre': '' },
        password_duration: '30m',
      },
    ],
    [
      'a serverless password',
      { type: 'redshift-serverless', ...shared, user: 'app', password: '/lava/dev/x' },
    ],
  ])('write and read %s', (_, fields) => {
    const spec: Spec = { conn_id: 'c', ...fields };
    const connector = connectorFor(spec.type);
    if (!connector) throw new Error('no connector');
    expect(formSchema(connector, { realm: 'dev' }).safeParse(spec).error?.issues).toBeUndefined();
    expect(specOf(connector, formValuesOf(connector, spec))).toEqual(spec);
  });

  it.each<[string, Spec, string[]]>([
    ['PostgreSQL without a password', { type: 'postgres', ...shared, user: 'app' }, ['password']],
    ['RDS without a user', { type: 'postgres-rds', ...shared }, ['user']],
    [
      'a duration on RDS',
      { type: 'postgres-rds', ...shared, user: 'a', password_duration: '15m' },
      ['password_duration'],
    ],
    [
      'the Redshift driver on PostgreSQL',
      { type: 'postgres-rds', ...shared, user: 'a', subtype: 'redshift' },
      ['subtype'],
    ],
    [
      'an odd role',
      { type: 'redshift-serverless', ...shared, role_arn: 'arn:aws:iam::1:role/x' },
      ['role_arn'],
    ],
    ['an odd region', { type: 'redshift-serverless', ...shared, region: 'here' }, ['region']],
    ['an odd workgroup', { type: 'redshift-serverless', ...shared, workgroup: 'A b' }, ['workgroup']],
    ['odd tags', { type: 'redshift-serverless', ...shared, tags: { a: 1 } }, ['tags']],
    [
      'an external ID that is no name',
      { type: 'redshift-serverless', ...shared, external_id: 'p@ss word' },
      ['external_id'],
    ],
  ])('refuse %s', (_, fields, paths) => {
    const connector = connectorFor(fields.type);
    if (!connector) throw new Error('no connector');
    const { error } = formSchema(connector, { realm: 'dev' }).safeParse({ conn_id: 'c', ...fields });
    expect(error?.issues.map(({ path }) => path[0])).toEqual(paths);
  });

  it('begin with the way to log in that lava takes by itself', () => {
    const starts = CONNECTORS.map((connector) => [connector.type, emptyFormValues(connector).login]);
    expect(Object.fromEntries(starts)).toEqual({
      redshift: 'iam',
      'redshift-serverless': 'iam',
      postgres: 'ssm',
      psql: 'ssm',
      'postgres-rds': 'rds-token',
      'postgres-aurora': 'rds-token',
    });
  });
});

describe('the types of lava', () => {
  it('are 27, each a database or known as something else', () => {
    expect(CONNECTION_TYPES).toHaveLength(27);
    for (const { type } of CONNECTION_TYPES) {
      expect(lavaTypeOf(type) !== undefined, type).toBe(!isOtherType(type));
      expect(connectionTypeOf(type.toUpperCase())?.type).toBe(type);
    }
  });
});
