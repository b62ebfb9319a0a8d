import { expect, it, vi } from 'vitest';
import { AwsRefusal } from './ports';

it('knows a refusal of another copy of the module, and nothing else', async () => {
  vi.resetModules();
  const { AwsRefusal: Other } = await import('./ports');
  expect(Other).not.toBe(AwsRefusal);
  expect(new Other('sts', 'AssumeRole', 'AccessDenied', 'not yours') instanceof AwsRefusal).toBe(true);
  for (const value of [new Error('AwsRefusal'), { name: 'AwsRefusal' }, null, 'AwsRefusal'])
    expect(value instanceof AwsRefusal).toBe(false);
});
