import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash } from './spec-hash';

describe('the hash of a content', () => {
  it('does not depend on the order of keys', () => {
    expect(contentHash({ a: 1, b: { c: [1, 2], d: null } })).toBe(
      contentHash({ b: { d: null, c: [1, 2] }, a: 1 }),
    );
  });

  it('tells contents apart: order of lists, types, absent and null', () => {
    const contents = [{ a: [1, 2] }, { a: [2, 1] }, { a: '1' }, { a: 1 }, { a: null }, {}, { a: true }];
    expect(new Set(contents.map(contentHash)).size).toBe(contents.length);
  });

  it('is the same after a round trip through JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(contentHash(JSON.parse(JSON.stringify(value)))).toBe(contentHash(value));
      }),
    );
  });
});
