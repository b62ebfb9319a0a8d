import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { isNestedTooDeep } from './nesting';

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

it.each([
  ['50,000 levels', nested(50_000), true],
  ['levels of objects', '{"a":'.repeat(1_000), true],
  ['levels after a text that never ends', `"x ${nested(1_000)}`, true],
  ['what a specification may have', nested(64), false],
  ['many lists side by side', `[${'[],'.repeat(5_000)}[]]`, false],
  ['brackets in a text', JSON.stringify([nested(50_000), `"${nested(1_000)}\\`]), false],
])('%s', (_, text, deep) => expect(isNestedTooDeep([text])).toBe(deep));

it.each([
  ['a text between two quotes of others', ['"', nested(50_000), '"'], true],
  ['texts that each refer to the next', Array.from({ length: 300 }, (_, at) => `"$${at + 1}"`), true],
  ['a few texts of a few levels', [nested(64), nested(64), JSON.stringify(nested(5_000))], false],
])('%s', (_, texts, deep) => expect(isNestedTooDeep(texts)).toBe(deep));

it('is asked of whoever comes by: 1 MB of quotes that never end costs little', () => {
  const text = `"${'\\"'.repeat(500_000)}`;
  // Far more than it takes; reading on from each quote would take hours.
  const look = () =>
    runInNewContext('isNestedTooDeep([text])', { isNestedTooDeep, text }, { timeout: 30_000 });
  expect(look()).toBe(false);
});
