import { describe, expect, it } from 'vitest';
import { connIdProblem } from './conn-id';

describe('connIdProblem', () => {
  it.each([
    ['rs-1'],
    ['a'],
    ['warehouse/etl.v2_x'],
    ['.hidden'],
    ['a..b'],
    ['console'],
    ['com'],
    ['x'.repeat(128)],
  ])('allows %s', (id) => {
    expect(connIdProblem(id)).toBeUndefined();
  });

  it.each([
    [''],
    [null],
    [5],
    ['../../etc'],
    ['a/../b'],
    ['a/./b'],
    ['%2e%2e%2f'],
    ['CON'],
    ['a/con'],
    ['nul.txt'],
    ['COM1'],
    ['__proto__'],
    ['constructor'],
    ['prototype'],
    ['a/__proto__'],
    ['/a'],
    ['a/'],
    ['a//b'],
    ['a b'],
    ['a\0'],
    ['ä'],
    ['x'.repeat(1000)],
  ])('refuses %j', (id) => {
    expect(connIdProblem(id)).toMatch(/\.$/);
  });

  it('repeats at most 80 characters', () => {
    expect(connIdProblem(`con.${'b'.repeat(124)}`)?.length).toBeLessThan(200);
    expect(connIdProblem(`ä${'b'.repeat(120)}`)?.length).toBeLessThan(200);
  });
});
