import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDuration, durationUnit, isAllowedDuration, parseDuration } from './duration';

const cases = readFileSync(new URL('cases/duration-cases.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): { input: string; seconds: number | null } => JSON.parse(line));

describe('parseDuration', () => {
  it('has cases', () => {
    expect(cases.length).toBeGreaterThan(20);
  });

  it.each(cases)('reads $input as lava does', ({ input, seconds }) => {
    expect(parseDuration(input)).toBe(seconds);
  });

  it.each([
    ['15', 15],
    ['.5m', 30],
    ['5.m', 300],
    [' 15 m ', 900],
    ['+15m', 900],
    ['1e+3', 1000],
    ['٣.٥m', 210],
    ['1e٣', 1000],
    [900, 900],
    [900.9, 900.9],
    [-5, -5],
    [true, 1],
    [false, 0],
  ])('reads %j as %j seconds', (value, seconds) => {
    expect(parseDuration(value)).toBe(seconds);
  });

  it.each([
    [''],
    [' '],
    ['m'],
    ['1_000'],
    ['15 m s'],
    ['+ 15m'],
    ['NaN'],
    ['0x10'],
    ['1e400'],
    ['1e308w'],
    [null],
    [undefined],
    [[]],
    [[15]],
    [{}],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
  ])('refuses %j', (value) => {
    expect(parseDuration(value)).toBeNull();
  });

  it('multiplies any number by its unit', () => {
    const units = { '': 1, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.constantFrom('', 's', 'm', 'h', 'd', 'w'),
        fc.constantFrom('', ' ', '\t\n'),
        (number, unit, space) => {
          const factor = units[unit as keyof typeof units];
          expect(parseDuration(`${space}${number}${space}${unit}${space}`)).toBe(
            Number(String(number)) * factor,
          );
        },
      ),
    );
  });

  it('gives a finite number or null for anything', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const seconds = parseDuration(value);
        return seconds === null || Number.isFinite(seconds);
      }),
    );
  });

  it('stands megabytes of digits and spaces', () => {
    expect(parseDuration(`${'1'.repeat(1e6)}x`)).toBeNull();
    expect(parseDuration(`15${' '.repeat(1e6)}!`)).toBeNull();
    expect(parseDuration(`15${' '.repeat(1e6)}m`)).toBe(900);
  });
});

describe('durationUnit', () => {
  it.each([
    ['15m', 'm'],
    [' 1 d ', 'd'],
    ['15', null],
    ['m', null],
    ['15M', null],
    [15, null],
  ])('of %j is %j', (value, unit) => {
    expect(durationUnit(value)).toBe(unit);
  });
});

describe('isAllowedDuration', () => {
  it('cuts fractions off before it compares with the limits of AWS', () => {
    expect([899, 899.9, 900, 3600, 3600.9, 3601].map(isAllowedDuration)).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('describeDuration', () => {
  it.each([
    [900, '15 minutes'],
    [3600, '1 hour'],
    [5400, '1 hour 30 minutes'],
    [1, '1 second'],
    [899.9, '14 minutes 59 seconds'],
    [0, '0 seconds'],
    [-900, 'minus 15 minutes'],
    [604_800, '7 days'],
    [90_061, '1 day 1 hour 1 minute 1 second'],
  ])('%j is %j', (seconds, text) => {
    expect(describeDuration(seconds)).toBe(text);
  });
});
