import { expect, it } from 'vitest';
import { resolvedRows, specRows } from './provenance';

const SPEC = { conn_id: 'etl', type: 'redshift', host: 'one.x.example.com', user: 'etl', 'x-team': 'a' };
const row = (rows: ReturnType<typeof specRows>, name: string) =>
  rows.find((candidate) => candidate.name === name);

it('tells from the specification alone what a secret, a default or the host may supply', () => {
  const rows = specRows({ ...SPEC, secret_id: '/lava/dev/etl' });
  expect(row(rows, 'host')).toMatchObject({ value: 'one.x.example.com', from: 'Specification' });
  expect(row(rows, 'database')?.from).toBe('May come from the secret’s key `dbname`');
  expect(row(rows, 'cluster_id')?.from).toBe('First label of the host: `one`');
  expect(row(rows, 'subtype')?.from).toBe('Not set. Default: pg8000');
  expect(row(specRows({ ...SPEC, password: '/lava/dev/etl' }), 'cluster_id')?.from).toBe(
    'Not needed: the password comes from a parameter',
  );
  expect(row(rows, 'x-team')).toMatchObject({ value: 'a', from: 'Specification' });
});

it('never shows the password’s reference as its value', () => {
  const rows = specRows({ ...SPEC, password: '/lava/dev/etl/password', secret_id: '/lava/dev/etl' });
  expect(row(rows, 'password')).toMatchObject({
    value: '[secret]',
    shadowed: ['Key `password` of the secret, if it has one'],
  });
});

it('tells after a test where a value came from and what it won over', () => {
  const rows = resolvedRows(
    SPEC,
    { ...SPEC, user: 'IAM:etl', password: '[secret]', port: 5439 },
    {
      user: { source: 'aws', operation: 'GetClusterCredentials', shadowed: [{ source: 'spec' }] },
      port: { source: 'secret', secretId: 's', key: 'port' },
    },
  );
  expect(row(rows, 'user')).toMatchObject({
    value: 'IAM:etl',
    from: 'Answer of `GetClusterCredentials`',
    shadowed: ['Specification'],
  });
  expect(row(rows, 'port')).toMatchObject({ value: '5439', from: 'Key `port` of the secret `s`' });
  expect(row(rows, 'database')).toMatchObject({ value: null, from: 'Not set' });
});
