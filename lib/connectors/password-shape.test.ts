import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikePassword, looksLikeSecretValue } from './password-shape';

describe('looksLikePassword', () => {
  it.each([
    ['s3cr3t!'],
    ['p@ssw0rd'],
    ['correct horse battery staple'],
    ['päss'],
    ['a"b'],
    ['AKIAIOSFODNN7EXAMPLE'],
    ['prefix-ASIAIOSFODNN7EXAMPLE'],
    ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    ['d41d8cd98f00b204e9800998ecf8427e'],
    ['Xk9mQ2vLp8Rt'],
    ['Xk29dLq0Zt'],
    ['Abcd1234'],
    ['Summer_2026'],
    ['LavaDevRs1Password'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVPmB92K27u'],
    ['x'.repeat(2049)],
    ['/lava/dev/x\0'],
    ['/lava/dev/x/pass word'],
    ['arn:aws:secretsmanager:ap-southeast-2:123456789012:secret:x'],
    [12345],
  ])('%j: yes', (value) => {
    expect(looksLikePassword(value)).toBe(true);
  });

  it.each([
    ['/lava/dev/x'],
    ['/lava/dev/rs-1/password'],
    ['/lava/dev/rs-1/password:3'],
    ['/lava/dev/rs-1/password:current'],
    ['my-param'],
    ['LavaDevPassword:3'],
    ['/LavaDevRs1Password'],
    ['/lava/dev/Abcd1234'],
    ['Etl01'],
    ['prod_redshift_etl_2024'],
    ['redshift01etl02prod'],
    ['lava/dev/rs-1/password'],
    ['  /lava/dev/x '],
    ['arn:aws:ssm:ap-southeast-2:123456789012:parameter/lava/dev/x'],
    ['arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/lava/dev/x:2'],
    [''],
    [null],
    [undefined],
    [true],
    [[]],
    [{}],
  ])('%j: no', (value) => {
    expect(looksLikePassword(value)).toBe(false);
  });

  it('recognises nearly all passwords of a generator', () => {
    const passwords = fc.sample(fc.stringMatching(/^[A-Za-z0-9]{24}$/), { numRuns: 1000, seed: 7 });
    expect(passwords.filter(looksLikePassword).length).toBeGreaterThan(950);
  });

  it('recognises all short passwords that keep the rules of Redshift', () => {
    const password = fc
      .stringMatching(/^[A-Za-z0-9]{8,11}$/)
      .filter((text) => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text));
    fc.assert(fc.property(password, looksLikePassword));
  });

  it('takes a path of short words as a name, also when it is as long as a secret access key', () => {
    const path = '/rs-1/v2/v2/DWH_01/lava/redshift/v2/rs-1';
    expect(path).toHaveLength(40);
    expect(looksLikePassword(path)).toBe(false);
    expect(looksLikePassword('/v2/v2/v2/v2/v2/v2/v2/v2/v2/v2/v2/v2/PV2')).toBe(false);
  });

  it('takes any path of words as a name', () => {
    const word = fc.constantFrom(
      'lava',
      'dev',
      'Prod',
      'redshift',
      'etl',
      'rs-1',
      'v2',
      'password',
      'DWH_01',
    );
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 8 }),
        (words) => !looksLikePassword(`/${words.join('/')}`),
      ),
    );
  });
});

describe('looksLikeSecretValue', () => {
  it('allows what names and ARNs of secrets may hold', () => {
    for (const name of [
      '/lava/dev/rs-1',
      'team=data/etl@prod+1',
      'arn:aws:secretsmanager:ap-southeast-2:123456789012:secret:/lava/dev/rs-1-AbCdEf',
    ]) {
      expect(looksLikeSecretValue(name)).toBe(false);
    }
  });

  it('recognises values that are no names', () => {
    for (const value of ['{"password":"x"}', 'AKIAIOSFODNN7EXAMPLE', 's3cr3t!', 'Xk9mQ2vLp8RtWz4', 5]) {
      expect(looksLikeSecretValue(value)).toBe(true);
    }
  });
});
