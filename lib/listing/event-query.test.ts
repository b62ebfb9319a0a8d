import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkedToken,
  EVENT_KEYS,
  EVENT_OPERATORS,
  type EventQuery,
  formatEventQuery,
  parseEventQuery,
} from './event-query';
import { timeOf } from './time-of';

const token = fc
  .record({
    key: fc.option(fc.constantFrom(...EVENT_KEYS), { nil: undefined }),
    operator: fc.constantFrom(...EVENT_OPERATORS),
    value: fc.oneof(
      fc.string({ maxLength: 50 }),
      fc.constantFrom('2026-11-24', '2026-11-24T10:00', '2026-11-24T10:00:00.5Z'),
    ),
  })
  .map(({ key, ...rest }) => (key ? { key, ...rest } : rest));

const query: fc.Arbitrary<EventQuery> = fc.record({
  tokens: fc.array(
    token.filter((one) => checkedToken(one) !== null),
    { maxLength: 5 },
  ),
  operation: fc.constantFrom('and', 'or'),
});

describe('the address of the activity page', () => {
  it('says everything about the filter', () => {
    fc.assert(
      fc.property(query, (given) => {
        expect(parseEventQuery(new URLSearchParams(formatEventQuery(given).toString()))).toEqual(given);
      }),
    );
  });

  it.each([
    ['a property that is none', 'colour=red'],
    ['no operator', 'actor'],
    ['an order of what has none', 'actor>=a'],
    ['a time that is compared for equality', 'time=2026-11-24'],
    ['a time that is none', 'time>=yesterday'],
    ['a day that is none', 'time>=2026-13-45'],
    ['a NUL, which PostgreSQL takes nowhere', 'actor=a\0b'],
    ['a value without end', `actor=${'a'.repeat(201)}`],
  ])('leaves out %s', (_, text) => {
    const params = new URLSearchParams([
      ['f', text],
      ['f', 'actor=anna'],
    ]);
    expect(parseEventQuery(params).tokens).toEqual([{ key: 'actor', operator: '=', value: 'anna' }]);
  });

  it('takes so many conditions and no more', () => {
    const params = new URLSearchParams(Array.from({ length: 40 }, (_, index) => ['f', `actor=${index}`]));
    expect(parseEventQuery(params).tokens).toHaveLength(30);
  });
});

it('reads times in UTC, with and without the zone', () => {
  expect(timeOf('2026-11-24')?.toISOString()).toBe('2026-11-24T00:00:00.000Z');
  expect(timeOf('2026-11-24T10:30')?.toISOString()).toBe('2026-11-24T10:30:00.000Z');
  expect(timeOf('2026-11-24T10:30:05.25Z')?.toISOString()).toBe('2026-11-24T10:30:05.250Z');
});
