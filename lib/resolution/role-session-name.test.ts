import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roleSessionName } from './role-session-name';

test.each([
  [{}, 'lava'],
  [{ realm: 'dev' }, 'lava'],
  [{ realm: '', jobId: 'j' }, 'lava'],
  [{ realm: 'dev', jobId: 'load/daily' }, 'lv-dev-load.daily'],
  [{ realm: 'dev', jobId: `it's "a" \\job` }, 'lv-dev-its.a.job'],
  [{ realm: 'dév', jobId: 'ﬁle Ω' }, 'lv-dev-file.'],
  [{ realm: 'dev', jobId: 'x'.repeat(100) }, `lv-dev-${'x'.repeat(57)}`],
])('%j is %s', (job, expected) => {
  expect(roleSessionName('c', job)).toBe(expected);
});

test('without a connection id it is lava', () => {
  expect(roleSessionName('', { realm: 'dev', jobId: 'j' })).toBe('lava');
});

test('STS takes every one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (realm, jobId) => {
      expect(roleSessionName('c', { realm, jobId })).toMatch(/^\w[\w=,.@-]{1,63}$/);
    }),
  );
});
