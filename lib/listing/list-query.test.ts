import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_QUERY,
  DURATION_OPERATORS,
  FILTER_KEYS,
  type FilterKey,
  type FilterToken,
  filterHref,
  formatListQuery,
  type ListQuery,
  OPERATORS,
  PAGE_SIZES,
  parseListQuery,
  SORT_KEYS,
  TIME_OPERATORS,
} from './list-query';

const text = fc.string({ maxLength: 50 }).filter((value) => !value.includes('\0'));
const time = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString());
const duration = fc.tuple(fc.nat(10_000), fc.constantFrom('', 's', 'm', 'h')).map((parts) => parts.join(''));
const ORDERED = ['testedAt', 'updatedAt', 'duration'] as const;
const isOrdered = (key: FilterKey) => ORDERED.some((ordered) => ordered === key);

const token: fc.Arbitrary<FilterToken> = fc.oneof(
  fc
    .record({
      key: fc.option(fc.constantFrom(...FILTER_KEYS.filter((key) => !isOrdered(key))), { nil: undefined }),
      operator: fc.constantFrom(...OPERATORS.filter((operator) => !/[<>]/.test(operator))),
      value: text,
    })
    .map(({ key, ...rest }) => (key ? { key, ...rest } : rest)),
  fc.record({
    key: fc.constantFrom('testedAt' as const, 'updatedAt' as const),
    operator: fc.constantFrom(...TIME_OPERATORS),
    value: time,
  }),
  fc.record({
    key: fc.constant('duration' as const),
    operator: fc.constantFrom(...DURATION_OPERATORS),
    value: duration,
  }),
);

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
    'f=owner%3E%3Da',
    'f=updatedAt%3E%3Dyesterday',
    'f=updatedAt%3D2026-11-28',
    'f=testedAt%3C%3D2026-13-01',
    'f=duration%3E%3Dlong',
    'f=duration%3A15',
    'f=duration%3E%3D1e12',
  ])('falls back to the default for %s', (text) => {
    expect(parseListQuery(new URLSearchParams(text))).toEqual(DEFAULT_QUERY);
  });

  it('takes any text for an address without failing', () => {
    fc.assert(
      fc.property(fc.string(), (address) => {
        expect(parseListQuery(new URLSearchParams(address)).page).toBeGreaterThan(0);
      }),
    );
  });
});
