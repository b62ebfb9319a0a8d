import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storableJson } from './storable-json';

describe('JSON for PostgreSQL', () => {
  it('has no half characters, and is otherwise what was given', () => {
    expect(JSON.parse(storableJson(['\ud83d', 'a\udc00b', '😀', '\\ud83d', '\\\\ud83d']))).toEqual([
      '\ufffd',
      'a\ufffdb',
      '😀',
      '\\ud83d',
      '\\\\ud83d',
    ]);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(storableJson(value)).toBe(JSON.stringify(value));
      }),
    );
  });
});
