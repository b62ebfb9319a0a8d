import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isExactNumber } from './exact-number';
import { parseSpecs } from './spec-text';

it.each(['5439', '-0', '0.10', '1e3', '15E-1', '1.50', '9007199254740992', '1e23', '0x1f', '0o17', '5e-324'])(
  'takes %s',
  (text) => expect(isExactNumber(text, Number(text))).toBe(true),
);

it.each([
  '9007199254740993',
  '12345678901234567890',
  '0.10000000000000000555',
  '1e-400',
  '0xffffffffffffffff',
])('refuses %s, which would be rounded', (text) => expect(isExactNumber(text, Number(text))).toBe(false));

it('takes every number as JavaScript writes it', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(isExactNumber(JSON.stringify(value), value)).toBe(true);
    }),
  );
});

it.each([
  ['json', '{"a": 1,\n "x-id": 12345678901234567890}', 2, 10],
  ['yaml', 'a: 1\nx-id: 12345678901234567890\n', 2, 7],
] as const)('is refused with its place in %s', (format, text, line, column) => {
  expect(parseSpecs(text, format)).toMatchObject({
    ok: false,
    error: { line, column, message: expect.stringMatching(/more digits/) },
  });
});
