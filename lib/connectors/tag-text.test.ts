import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionTagsProblem } from './role-session';
import { tagPairs, tagsOf, tagText, tagTextOf } from './tag-text';

describe('tags in a form', () => {
  it('come back as they were stored', () => {
    const name = fc.string({ minLength: 1 }).filter((key) => key !== '__proto__');
    fc.assert(
      fc.property(fc.dictionary(name, fc.string(), { minKeys: 1, noNullPrototype: true }), (tags) => {
        expect(tagsOf(tagTextOf(tags))).toEqual(tags);
      }),
    );
  });

  it('stay pairs while a name is empty or stands twice, which the rules refuse', () => {
    for (const pairs of [
      [['', 'x']],
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ] as const) {
      const text = tagText(pairs.map(([key, value]) => [key, value]));
      expect(tagPairs(text)).toEqual(pairs);
      expect(sessionTagsProblem(tagsOf(text))).toBeDefined();
    }
  });

  it('refuse stored values that are no map of texts, without losing them unseen', () => {
    for (const value of ['text', 5, ['a'], ['a', 'b'], [['a', 'b']], { value: 1 }, { a: null }, true]) {
      const text = tagTextOf(value);
      expect(text).not.toBe('');
      expect(sessionTagsProblem(tagsOf(text)), JSON.stringify(value)).toBeDefined();
    }
    expect(tagTextOf(undefined)).toBe('');
  });
});
