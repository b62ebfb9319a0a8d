import { describe, expect, it } from 'vitest';
import { LOGIN_METHOD_LABELS, LOGIN_METHODS, loginMethodOf } from './login-method';
import { loginWayOf } from './login-way';
import type { Spec } from './spec';

describe('loginWayOf', () => {
  it.each<[Spec, string]>([
    [{ type: 'redshift' }, 'iam'],
    [{ type: 'Redshift-Serverless' }, 'iam'],
    [{ type: 'postgres-rds' }, 'rds-token'],
    [{ type: 'mysql-aurora' }, 'rds-token'],
    [{ type: 'postgres' }, 'none'],
    [{ type: 'mariadb-rds' }, 'none'],
    [{ type: 'redshift', password: '/lava/dev/x' }, 'ssm'],
    [{ type: 'oracle', password: '/lava/dev/x' }, 'ssm'],
    [{ type: 'redshift', secret_id: '/lava/dev/x' }, 'secret'],
    [{ type: 'redshift', secret_id: 's', password: 'p' }, 'mixed'],
    [{ type: 'redshift', password: '' }, 'none'],
    [{ type: 'redshift', password: null }, 'none'],
    [{ type: 'redshift', password: 5 }, 'none'],
    [{ type: 'redshift', secret_id: '' }, 'none'],
    [{ type: 'redshift', secret_id: 's', password: '' }, 'none'],
    [{ type: 'redshift', secret_id: null, password: 'p' }, 'none'],
    [{ type: 'docker', password: 'p' }, 'ssm'],
    [{ type: 'slack' }, 'other'],
    [{ type: 'Slack', password: '' }, 'none'],
    [{ type: 'teradata' }, 'none'],
    [{ password: 'p' }, 'none'],
    [{}, 'none'],
  ])('of %j is %s', (spec, method) => {
    expect(loginWayOf(spec)).toBe(method);
  });
});

const WHERE = { host: 'h.example.com', port: 5439, database: 'db' };

describe('loginMethodOf', () => {
  it.each<[Spec, string]>([
    [{ type: 'redshift', ...WHERE, user: 'u' }, 'iam'],
    [{ type: 'redshift', ...WHERE }, 'none'],
    [{ type: 'redshift', ...WHERE, user: 'u', database: '' }, 'none'],
    [{ type: 'redshift', port: 5439, database: 'db', user: 'u' }, 'none'],
    [{ type: 'redshift-serverless', ...WHERE }, 'iam'],
    [{ type: 'redshift-serverless', ...WHERE, password: '/lava/dev/x' }, 'none'],
    [{ type: 'postgres-rds', ...WHERE, user: 'u' }, 'rds-token'],
    [{ type: 'postgres-rds', ...WHERE, user: null }, 'none'],
    [{ type: 'redshift', ...WHERE, user: 'u', password: '/lava/dev/x' }, 'ssm'],
    [{ type: 'redshift', ...WHERE, password: '/lava/dev/x' }, 'none'],
    [{ type: 'postgres', secret_id: '/lava/dev/x' }, 'secret'],
    [{ type: 'postgres', secret_id: '/lava/dev/x', database: '' }, 'none'],
    [{ type: 'postgres', secret_id: '/lava/dev/x', password: '/lava/dev/x' }, 'mixed'],
    [{ type: 'postgres', ...WHERE, user: 'u' }, 'none'],
    [{ type: 'oracle', host: 'h', port: 1521, user: 'u', password: '/lava/dev/x' }, 'ssm'],
    [{ type: 'oracle', password: '/lava/dev/x' }, 'none'],
    [{ type: 'mysql', secret_id: '/lava/dev/x' }, 'secret'],
    [{ type: 'mysql-aurora', host: 'h', port: 3306, user: 'u' }, 'rds-token'],
    [{ type: 'mysql-aurora', host: 'h', user: 'u' }, 'none'],
    [{ type: 'sqlite3', password: '/lava/dev/x' }, 'ssm'],
    [{ type: 'slack' }, 'other'],
  ])('of %j is %s', (spec, method) => {
    expect(loginMethodOf(spec)).toBe(method);
  });

  it('has a label for each method', () => {
    expect(Object.keys(LOGIN_METHOD_LABELS)).toEqual([...LOGIN_METHODS]);
  });
});
