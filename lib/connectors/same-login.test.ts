import { expect, it } from 'vitest';
import { sameLogin } from './same-login';
import type { Spec } from './spec';

const IAM: Spec = {
  conn_id: 'one',
  type: 'redshift',
  enabled: true,
  host: 'etl.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com',
  port: 5439,
  database: 'analytics',
  user: 'etl',
  password_duration: '15m',
};
const SERVERLESS: Spec = { ...IAM, type: 'redshift-serverless', workgroup: 'lab', role_arn: 'arn:a' };
const TOKEN: Spec = { ...IAM, type: 'postgres-rds' };
const SECRET: Spec = { ...IAM, secret_id: '/lava/dev/etl' };

it.each<[string, Spec, Spec]>([
  ['what says nothing about the login', IAM, { description: 'new', owner: 'x', enabled: false, ssl: true }],
  ['another port of the same cluster', IAM, { port: 5440 }],
  ['the cluster that the host named before', IAM, { cluster_id: 'etl' }],
  ['the same duration in other words', IAM, { password_duration: '900s' }],
  ['the user of a serverless login, which AWS names', SERVERLESS, { user: 'other' }],
  ['the database of a token, which names none', TOKEN, { database: 'other' }],
])('is the same login with %s', (_what, spec, change) => {
  expect(sameLogin(spec, { ...spec, ...change })).toBe(true);
});

it.each<[string, Spec, Spec]>([
  ['a password instead of IAM', IAM, { password: '/lava/dev/etl' }],
  ['another user', IAM, { user: 'other' }],
  ['another database', IAM, { database: 'other' }],
  ['another cluster', IAM, { cluster_id: 'other' }],
  ['another duration', IAM, { password_duration: '1h' }],
  ['a serverless type', IAM, { type: 'redshift-serverless' }],
  ['another role', SERVERLESS, { role_arn: 'arn:b' }],
  ['another server', TOKEN, { host: 'other.example.com' }],
  ['another user of a token', TOKEN, { user: 'other' }],
  ['another secret', SECRET, { secret_id: '/lava/dev/other' }],
  ['another user beside a secret', SECRET, { user: 'other' }],
])('is another login with %s', (_what, spec, change) => {
  expect(sameLogin(spec, { ...spec, ...change })).toBe(false);
});
