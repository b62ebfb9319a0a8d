import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { quoteName } from './quoting';

interface Case {
  readonly parts: string[];
  readonly preserve_case: unknown;
  readonly quoted: string | null;
}

const cases = readFileSync(new URL('cases/quoting-cases.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Case => JSON.parse(line));

describe('quoteName', () => {
  it('has cases', () => {
    expect(cases).toHaveLength(17);
  });

  it.each(cases)('quotes $parts with preserve_case $preserve_case as lava does', (example) => {
    expect(quoteName(example.parts, example.preserve_case)).toBe(example.quoted);
  });

  it('refuses a double quote with and without preserve_case', () => {
    expect(quoteName(['a', 'b"c'], true)).toBeNull();
    expect(quoteName(['a', 'b"c'], false)).toBeNull();
  });
});
