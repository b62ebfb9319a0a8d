import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_QUERY,
  FILTER_KEYS,
  type FilterToken,
  filterHref,
  formatListQuery,
  type ListQuery,
  OPERATORS,
  PAGE_SIZES,
  parseListQuery,
  SORT_KEYS,
} from './list-query';

const token: fc.Arbitrary<FilterToken> = fc
  .record({
    key: fc.option(fc.constantFrom(...FILTER_KEYS), { nil: undefined }),
    operator: fc.constantFrom(...OPERATORS),
    value: fc.string({ maxLength: 50 }).filter((text) => !text.includes('\0')),
  })
  .map(({ key, ...rest }) => (key ? { key, ...rest } : rest));

const query: fc.Arbitrary<ListQuery> = fc.record({
  tokens: fc.array(token, { maxLength: 5 }),
  operation: fc.constantFrom('and', 'or'),
  sort: fc.constantFrom(...SORT_KEYS),
  descending: fc.boolean(),
  page: fc.integer({ min: 1, max: 1000 }),
  pageSize: fc.constantFrom(...PAGE_SIZES),
});

describe('the address of a list', () => {
  it('says everything about the list', () => {
    fc.assert(
      fc.property(query, (given) => {
        expect(parseListQuery(new URLSearchParams(formatListQuery(given).toString()))).toEqual(given);
      }),
    );
  });

  it('is bare for the list as it first shows', () => {
    expect(formatListQuery(DEFAULT_QUERY).toString()).toBe('');
    expect(filterHref('/dev/connections')).toBe('/dev/connections');
    expect(filterHref('/dev/connections', { key: 'loginMethod', operator: '=', value: 'iam' })).toBe(
      '/dev/connections?f=loginMethod%3Diam',
    );
  });

  it.each([
    'page=0',
    'page=1e9',
    'page=x',
    'size=3',
    'sort=password',
    'sort=-',
    'op=xor',
    'f=role%3Dadmin',
    'f=nothing',
    'f=type%3D%00',
  ])('falls back to the default for %s', (text) => {
    expect(parseListQuery(new URLSearchParams(text))).toEqual(DEFAULT_QUERY);
  });

  it('takes any text for an address without failing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseListQuery(new URLSearchParams(text)).page).toBeGreaterThan(0);
      }),
    );
  });
});
