import { describe, expect, it } from 'vitest';
import { redactSpec } from './redact';

describe('redactSpec', () => {
  it('replaces references that are no names, for every type', () => {
    for (const type of ['redshift', 'postgres', undefined]) {
      expect(redactSpec({ type, password: 's3cr3t!', host: 'h' })).toEqual({
        type,
        password: '[redacted]',
        host: 'h',
      });
      expect(redactSpec({ type, password: 12345 }).password).toBe('[redacted]');
      expect(redactSpec({ type, password: ['s3cr3t'] }).password).toBe('[redacted]');
      expect(redactSpec({ type, secret_id: '{"password":"x"}' }).secret_id).toBe('[redacted]');
    }
  });

  it('leaves names, and everything else, as they are', () => {
    const spec = {
      type: 'redshift',
      password: '/lava/dev/x',
      secret_id: '/lava/dev/y',
      user: 'etl!',
      'x-a': { b: 1 },
    };
    expect(redactSpec(spec)).toEqual(spec);
    expect(redactSpec({ password: null, secret_id: '' })).toEqual({ password: null, secret_id: '' });
  });

  it('keeps the order of keys, and a key named __proto__ harmless', () => {
    const spec = JSON.parse('{"z":1,"__proto__":{"polluted":1},"a":2}');
    const redacted = redactSpec(spec);
    expect(Object.keys(redacted)).toEqual(['z', '__proto__', 'a']);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
