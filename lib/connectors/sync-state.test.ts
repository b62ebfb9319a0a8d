import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isConflict, isSafeToTake, removalOf, syncStateOf } from './sync-state';

const side = fc.constantFrom(null, 'a', 'b', 'c');
const sides = fc.record({ seen: side, now: side, here: side });

describe('the state of a connection beside lava’s table', () => {
  it.each([
    ['same', { seen: 'a', now: 'a', here: 'a' }],
    ['same', { seen: null, now: 'a', here: 'a' }],
    ['changed-here', { seen: 'a', now: 'a', here: 'b' }],
    ['changed-there', { seen: 'a', now: 'b', here: 'a' }],
    ['changed-both', { seen: 'a', now: 'b', here: 'c' }],
    ['changed-both', { seen: null, now: 'b', here: 'c' }],
    ['only-here', { seen: null, now: null, here: 'a' }],
    ['only-here', { seen: 'a', now: null, here: 'a' }],
    ['only-there', { seen: null, now: 'a', here: null }],
    ['only-there', { seen: 'a', now: 'a', here: null }],
    [null, { seen: 'a', now: null, here: null }],
  ] as const)('is %s for %j', (state, three) => {
    expect(syncStateOf(three)).toBe(state);
  });

  it('tells deleted from never there', () => {
    expect(removalOf({ seen: 'a', now: null, here: 'a' })).toBe('deleted-there');
    expect(removalOf({ seen: 'a', now: 'a', here: null })).toBe('deleted-here');
    expect(removalOf({ seen: null, now: 'a', here: null })).toBeNull();
    expect(removalOf({ seen: null, now: null, here: 'a' })).toBeNull();
  });

  it('never calls safe what is a conflict, nor anything else than a difference', () => {
    fc.assert(
      fc.property(sides, (three) => {
        if (isSafeToTake(three)) expect(isConflict(three)).toBe(false);
        if (three.here === three.now) expect(isSafeToTake(three) || isConflict(three)).toBe(false);
        if (syncStateOf(three) === 'changed-both') expect(isConflict(three)).toBe(true);
        if (syncStateOf(three) === 'changed-here') expect(isSafeToTake(three)).toBe(false);
      }),
    );
  });

  it('takes a deletion on one side and a change on the other as a conflict', () => {
    expect(isConflict({ seen: 'a', now: null, here: 'b' })).toBe(true);
    expect(isConflict({ seen: 'a', now: 'b', here: null })).toBe(true);
    expect(isConflict({ seen: 'a', now: null, here: 'a' })).toBe(false);
  });
});
