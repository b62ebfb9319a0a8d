import { expect, it } from 'vitest';
import { pagePolicy } from './page-policy';

const POLICY = { nonce: 'n1', secure: false, development: false };

it('lets only scripts with the nonce run, and nobody frame the page', () => {
  const policy = pagePolicy(POLICY);
  expect(policy).toContain("script-src 'nonce-n1' 'strict-dynamic';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy.replace(/style-src[^;]*/, '')).not.toContain('unsafe');
  expect(policy).not.toMatch(/https?:|\*/);
});

it('asks for https only where the console has it', () => {
  expect(pagePolicy(POLICY)).not.toContain('upgrade-insecure-requests');
  expect(pagePolicy({ ...POLICY, secure: true })).toContain('upgrade-insecure-requests');
});
