import { describe, expect, it } from 'vitest';
import { foreignReferences } from './foreign-references';

const SPEC = { type: 'postgres', conn_id: 'x' };

describe('what another realm keeps', () => {
  it.each([
    ['password', '/lava/prod/orders'],
    ['password', 'arn:aws:ssm:eu-west-1:123456789012:parameter/lava/prod/orders'],
    ['password', '/lava/prod/orders:3'],
    ['secret_id', '/lava/prod/orders'],
    ['secret_id', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:/lava/prod/orders-AbCdEf'],
  ])('is found in %s: %s', (field, value) => {
    expect(foreignReferences({ ...SPEC, [field]: value }, 'dev')).toEqual([{ field, realm: 'prod' }]);
  });

  it.each([
    ['of its own', { password: '/lava/dev/orders', secret_id: '/lava/dev/orders' }],
    ['of no realm', { password: '/shared/orders', secret_id: 'orders' }],
    ['unusable', { password: null, secret_id: '' }],
    ['absent', {}],
  ])('is not what is %s', (_title, references) => {
    expect(foreignReferences({ ...SPEC, ...references }, 'dev')).toEqual([]);
  });
});
