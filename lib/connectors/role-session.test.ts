import { describe, expect, it } from 'vitest';
import { regionProblem, roleArnProblem, roleOf, sessionTagsProblem } from './role-session';

describe('roleOf', () => {
  it('reads the account and the name without its path', () => {
    expect(roleOf('arn:aws:iam::123456789012:role/rs01')).toEqual({ account: '123456789012', name: 'rs01' });
    expect(roleOf('arn:aws-cn:iam::123456789012:role/a/b/rs_01@x')?.name).toBe('rs_01@x');
  });

  it.each([
    '',
    'rs01',
    'arn:aws:iam::123456789012:user/x',
    'arn:aws:iam::12:role/x',
    'arn:aws:iam::123456789012:role/',
    null,
    5,
  ])('refuses %j', (arn) => {
    expect(roleOf(arn)).toBeUndefined();
    if (typeof arn === 'string') expect(roleArnProblem(arn)).toMatch(/arn:aws:iam/);
  });
});

describe('regionProblem', () => {
  it('takes the regions of AWS', () => {
    for (const region of ['ap-southeast-2', 'us-gov-west-1', 'cn-north-1', 'us-isob-east-1']) {
      expect(regionProblem(region), region).toBeUndefined();
    }
    for (const region of ['', 'sydney', 'us-east', 'US-EAST-1', 'us-east-1.evil.example']) {
      expect(regionProblem(region), region).toBeDefined();
    }
  });
});

describe('sessionTagsProblem', () => {
  it('takes what STS takes', () => {
    expect(sessionTagsProblem({ team: 'data', 'Kosten stelle': 'é/1' })).toBeUndefined();
    expect(sessionTagsProblem({ a: '' })).toBeUndefined();
  });

  it.each([
    [[], /Session tags/],
    [{}, /no tag/],
    [{ 'aws:x': 'y' }, /no name/],
    [{ a: 1 }, /value/],
    [{ a: 'x'.repeat(257) }, /value/],
    [Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`t${index}`, ''])), /at most 50/],
  ])('refuses %j', (tags, message) => {
    expect(sessionTagsProblem(tags)).toMatch(message);
  });
});
