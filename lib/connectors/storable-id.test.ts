import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnstorable } from './invisible-text';
import { storableId, storedId } from './storable-id';

describe('storableId', () => {
  it.each([
    ['team/etl', 'team/etl'],
    ['a\ufffdb', 'a\ufffdb'],
    ['a\0b', 'a␀0b'],
    ['a␀0b', 'a␀␀0b'],
    ['\ud800', '␀d800'],
  ])('of %j is %j', (id, stored) => {
    expect(storableId(id)).toBe(stored);
    expect(storedId(stored)).toBe(stored);
  });

  it('can be stored, and is another one for another identifier', () => {
    const character = fc.constantFrom('\0', '␀', '\ufffd', '\ud800', '0', 'd', '8', 'a');
    const id = fc.array(character, { maxLength: 6 }).map((characters) => characters.join(''));
    fc.assert(
      fc.property(id, id, (one, other) => {
        expect(isUnstorable(storableId(one))).toBe(false);
        expect(storableId(one) === storableId(other)).toBe(one === other);
      }),
      { numRuns: 5_000 },
    );
  });
});
