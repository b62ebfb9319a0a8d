import { describe, expect, it } from 'vitest';
import { serverlessUserFor, serverlessUserOf } from './serverless-user';

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

  it('also by workers that run as an IAM user', () => {
    expect(serverlessUserOf(IAM, [...WORKERS, 'arn:aws:iam::123456789012:user/lava/worker'])).toEqual({
      from: 'worker',
      users: ['IAMR:lava-dev-worker-core', 'IAM:worker'],
    });
  });

  it('does not speak of connections whose user is their own', () => {
    expect(serverlessUserOf({ ...IAM, password: '/lava/dev/x' }, WORKERS)).toBeUndefined();
    expect(serverlessUserOf({ type: 'redshift' }, WORKERS)).toBeUndefined();
  });
});

describe('serverlessUserFor', () => {
  it.each([
    ['arn:aws:iam::123456789012:user/ada', 'IAM:ada'],
    ['arn:aws:iam::123456789012:user/lava/dev/ada@example.com', 'IAM:ada@example.com'],
    ['arn:aws:iam::123456789012:role/lava/dev/worker', 'IAMR:worker'],
    ['arn:aws:sts::123456789012:assumed-role/worker/i-0123456789abcdef0', 'IAMR:worker'],
    ['arn:aws-us-gov:sts::123456789012:assumed-role/worker/lv-dev-job.1', 'IAMR:worker'],
  ])('of %s is %s', (arn, user) => {
    expect(serverlessUserFor(arn)).toBe(user);
  });

  it.each([
    'arn:aws:iam::123456789012:root',
    'arn:aws:sts::123456789012:federated-user/ada',
    'arn:aws:iam::123456789012:user/',
    'arn:aws:iam::123456789012:assumed-role/worker/session',
    'arn:aws:sts::123456789012:assumed-role/worker',
    'ada',
    '',
  ])('is not known of %j', (arn) => {
    expect(serverlessUserFor(arn)).toBeUndefined();
  });
});
