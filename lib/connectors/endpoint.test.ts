import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEndpoint } from './endpoint';

const HOST = 'dwh.abc123.ap-southeast-2.redshift.amazonaws.com';
const CLUSTER = {
  kind: 'cluster',
  host: HOST,
  region: 'ap-southeast-2',
  clusterId: 'dwh',
  droppedPassword: false,
};
const GOV = { kind: 'cluster', region: 'us-gov-west-1', clusterId: 'dwh' };
const WORKGROUP_HOST = 'wg.123456789012.eu-west-1.redshift-serverless.amazonaws.com';
const WORKGROUP = {
  kind: 'workgroup',
  host: WORKGROUP_HOST,
  region: 'eu-west-1',
  workgroup: 'wg',
  droppedPassword: false,
};

describe('parseEndpoint', () => {
  it.each<[string, object]>([
    [HOST, CLUSTER],
    [`  ${HOST}\n`, CLUSTER],
    [`${HOST}:5439`, { ...CLUSTER, port: 5439 }],
    [`${HOST}:5439/db`, { ...CLUSTER, port: 5439, database: 'db' }],
    [`${HOST}/db`, { ...CLUSTER, database: 'db' }],
    [`${HOST}:5439/`, { ...CLUSTER, port: 5439 }],
    [`jdbc:redshift://${HOST}:5439/db`, { ...CLUSTER, port: 5439, database: 'db' }],
    [`jdbc:redshift:iam://${HOST}:5439/db`, { ...CLUSTER, port: 5439, database: 'db' }],
    [`jdbc:postgresql://${HOST}:5439/db`, { ...CLUSTER, port: 5439, database: 'db' }],
    [
      `redshift+redshift_connector://etl@${HOST}:5439/db`,
      { ...CLUSTER, port: 5439, database: 'db', user: 'etl' },
    ],
    [
      `jdbc:redshift://${HOST}:5439/db;ssl=true;UID=etl`,
      { ...CLUSTER, port: 5439, database: 'db', user: 'etl' },
    ],
    [
      `jdbc:redshift://${HOST}:5439/db?user=e%40tl&ssl=true`,
      { ...CLUSTER, port: 5439, database: 'db', user: 'e@tl' },
    ],
    [
      `${HOST}.cn`.replace('ap-southeast-2', 'cn-north-1'),
      { ...CLUSTER, host: 'dwh.abc123.cn-north-1.redshift.amazonaws.com.cn', region: 'cn-north-1' },
    ],
    [
      'jdbc:redshift:iam://DWH:ap-southeast-2/db?DbUser=etl',
      {
        kind: 'cluster',
        region: 'ap-southeast-2',
        clusterId: 'dwh',
        database: 'db',
        user: 'etl',
        droppedPassword: false,
      },
    ],
    ['jdbc:redshift:iam://dwh:us-gov-west-1', { ...GOV, droppedPassword: false }],
    [WORKGROUP_HOST, WORKGROUP],
    [`${WORKGROUP_HOST}:5439/dev`, { ...WORKGROUP, port: 5439, database: 'dev' }],
    [`jdbc:redshift:iam://${WORKGROUP_HOST}:5439/dev`, { ...WORKGROUP, port: 5439, database: 'dev' }],
    [
      'postgresql://etl@db.example.com:5432/x',
      {
        kind: 'other',
        host: 'db.example.com',
        port: 5432,
        database: 'x',
        user: 'etl',
        droppedPassword: false,
      },
    ],
    [
      'jdbc:redshift://[2001:db8::1]:5439/x',
      { kind: 'other', host: '2001:db8::1', port: 5439, database: 'x', droppedPassword: false },
    ],
    [
      'x-endpoint-bfqkqu9b8zbv1v0x6cec.abc123.us-west-2.redshift.amazonaws.com:5439/db',
      {
        kind: 'cluster',
        host: 'x-endpoint-bfqkqu9b8zbv1v0x6cec.abc123.us-west-2.redshift.amazonaws.com',
        region: 'us-west-2',
        port: 5439,
        database: 'db',
        droppedPassword: false,
      },
    ],
  ])('reads %s', (text, expected) => {
    expect(parseEndpoint(text)).toEqual(expected);
  });

  it.each([
    [`postgresql://etl:hunter2@${HOST}:5439/db`],
    [`postgresql://etl:hunter2@x@${HOST}:5439/db`],
    [`postgresql://etl:hunter2%21@${HOST}/db`],
    [`jdbc:redshift://${HOST}:5439/db?user=etl&password=hunter2`],
    [`jdbc:redshift://${HOST}:5439/db;UID=etl;PWD=hunter2`],
    [`etl:hunter2@${HOST}`],
  ])('drops the password of %s and says so', (text) => {
    const endpoint = parseEndpoint(text);
    expect(endpoint).toMatchObject({ user: 'etl', droppedPassword: true, host: HOST });
    expect(JSON.stringify(endpoint)).not.toContain('hunter2');
  });

  it.each([
    [''],
    ['hello'],
    ['localhost'],
    ['db.example.com:5439/x'],
    [`${HOST}:0`],
    [`${HOST}:65536`],
    [`${HOST}:54x`],
    [`http://${HOST}`],
    ['jdbc:redshift:///db'],
    ['jdbc:redshift://dwh:ap-southeast-2/db'],
    ['dwh:ap-southeast-2/db'],
    ['jdbc:redshift:iam://dwh:nowhere/db'],
    ['jdbc:redshift://127.1:5439/db'],
    [`${HOST}\r\nX: y`],
    ['jdbc:redshift://'.padEnd(5000, 'a')],
  ])('takes %j for no endpoint', (text) => {
    expect(parseEndpoint(text)).toBeUndefined();
  });

  it('reads the endpoints of RDS and Aurora', () => {
    const text = 'orders.cluster-ro-abc123xyz.ap-southeast-2.rds.amazonaws.com:5432/orders';
    expect(parseEndpoint(text)).toEqual({
      kind: 'rds',
      host: 'orders.cluster-ro-abc123xyz.ap-southeast-2.rds.amazonaws.com',
      port: 5432,
      database: 'orders',
      region: 'ap-southeast-2',
      droppedPassword: false,
    });
    expect(parseEndpoint('orders.abc123xyz.us-east-1.rds.amazonaws.com')?.kind).toBe('rds');
    expect(parseEndpoint('rds.amazonaws.com')).toBeUndefined();
  });

  it('never throws', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'jdbc:redshift/@?;&=%[].5a'), maxLength: 60 });
    fc.assert(
      fc.property(noise, (text) => {
        for (const candidate of [text, `jdbc:redshift://${text}`, `${HOST}${text}`]) parseEndpoint(candidate);
      }),
    );
  });
});
