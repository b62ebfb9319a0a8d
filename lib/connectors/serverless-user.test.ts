import { describe, expect, it } from 'vitest';
import { serverlessUserOf } from './serverless-user';

const IAM = { type: 'redshift-serverless' };
const WORKERS = ['arn:aws:iam::123456789012:role/lava-dev-worker-core'];

describe('serverlessUserOf', () => {
  it('goes by the role to assume, without its path', () => {
    const spec = { ...IAM, role_arn: 'arn:aws:iam::123456789012:role/lava/rs01' };
    expect(serverlessUserOf(spec, WORKERS)).toEqual({ from: 'role_arn', user: 'IAMR:rs01' });
    expect(serverlessUserOf({ ...IAM, role_arn: 'rs01' }, WORKERS)).toEqual({ from: 'invalid' });
  });

  it('else by the roles of the workers, each once', () => {
    expect(serverlessUserOf(IAM, [...WORKERS, ...WORKERS])).toEqual({
      from: 'worker',
      users: ['IAMR:lava-dev-worker-core'],
    });
    expect(serverlessUserOf(IAM, [])).toEqual({ from: 'unknown' });
  });

  it('does not speak of connections whose user is their own', () => {
    expect(serverlessUserOf({ ...IAM, password: '/lava/dev/x' }, WORKERS)).toBeUndefined();
    expect(serverlessUserOf({ type: 'redshift' }, WORKERS)).toBeUndefined();
  });
});
