import { describe, expect, it } from 'vitest';
import { changedFields } from './spec-diff';

describe('changedFields', () => {
  it('names what differs, with the sides that there are', () => {
    expect(changedFields({ host: 'a', port: 1, old: null }, { host: 'b', port: 1, added: [] })).toEqual([
      { field: 'host', before: 'a', after: 'b' },
      { field: 'old', before: null },
      { field: 'added', after: [] },
    ]);
  });

  it('takes another order of keys inside a field for no difference, and another order of a list for one', () => {
    const map = { tags: { team: 'data', cost: { a: 1, b: 2 } } };
    expect(changedFields(map, { tags: { cost: { b: 2, a: 1 }, team: 'data' } })).toEqual([]);
    expect(changedFields({ list: [1, 2] }, { list: [2, 1] })).toHaveLength(1);
    expect(changedFields({ port: 5439 }, { port: '5439' })).toHaveLength(1);
  });
});
