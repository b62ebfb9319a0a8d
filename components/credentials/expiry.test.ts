import { describe, expect, it } from 'vitest';
import { countdown, expiryState, isOtherKey, isOverdue } from './expiry';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const inMs = (ms: number) => new Date(NOW + ms).toISOString();

describe('expiry', () => {
  it.each([
    [0, 'expired'],
    [1, 'expiring'],
    [300_000, 'expiring'],
    [300_001, 'valid'],
    [-5_000, 'expired'],
  ])('after %i ms is %s', (ms, state) => {
    expect(expiryState(inMs(ms), NOW)).toBe(state);
  });

  it.each([
    [754_000, '12:34'],
    [753_001, '12:34'],
    [9_000, '0:09'],
    [3_725_000, '1:02:05'],
    [0, '0:00'],
    [-60_000, '0:00'],
  ])('counts %i ms as %s', (ms, text) => {
    expect(countdown(inMs(ms), NOW)).toBe(text);
  });

  it('takes a rotation for overdue only while rotation is on', () => {
    expect(isOverdue({ rotationEnabled: true, nextRotationAt: inMs(-1) }, NOW)).toBe(true);
    expect(isOverdue({ rotationEnabled: true, nextRotationAt: inMs(1) }, NOW)).toBe(false);
    expect(isOverdue({ rotationEnabled: false, nextRotationAt: inMs(-1) }, NOW)).toBe(false);
    expect(isOverdue({ rotationEnabled: true, nextRotationAt: null }, NOW)).toBe(false);
  });

  it('knows the key of the realm by its alias and by the ARN of the alias', () => {
    expect(isOtherKey('alias/lava-dev-sys', 'alias/lava-dev-sys')).toBe(false);
    expect(isOtherKey('arn:aws:kms:eu-west-1:123456789012:alias/lava-dev-sys', 'alias/lava-dev-sys')).toBe(
      false,
    );
    expect(isOtherKey('alias/aws/ssm', 'alias/lava-dev-sys')).toBe(true);
    expect(isOtherKey(null, 'alias/lava-dev-sys')).toBe(false);
  });
});
