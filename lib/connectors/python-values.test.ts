import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiDigits, isTruthy, stripSpace, toInt } from './python-values';

describe('isTruthy', () => {
  it.each([[''], [0], [-0], [null], [undefined], [false], [[]], [{}]])('%j is false', (value) => {
    expect(isTruthy(value)).toBe(false);
  });

  it.each([['false'], ['no'], ['0'], [' '], [1], [-1], [0.1], [true], [[0]], [{ a: null }]])(
    '%j is true',
    (value) => {
      expect(isTruthy(value)).toBe(true);
    },
  );

  it('takes every text but the empty one as true, and every number but zero', () => {
    fc.assert(fc.property(fc.string(), (text) => isTruthy(text) === (text !== '')));
    fc.assert(fc.property(fc.double({ noNaN: true }), (number) => isTruthy(number) === (number !== 0)));
    fc.assert(fc.property(fc.array(fc.jsonValue()), (list) => isTruthy(list) === list.length > 0));
  });
});

describe('toInt', () => {
  // Results of Python 3.11's int().
  it.each([
    [5439, 5439],
    [5439.9, 5439],
    [-5439.9, -5439],
    [-0.5, 0],
    [true, 1],
    [false, 0],
    ['5439', 5439],
    [' 5439 ', 5439],
    ['5439\n', 5439],
    ['\x855', 5],
    ['\u20035\u3000', 5],
    ['+5', 5],
    ['-5', -5],
    ['-0', 0],
    ['007', 7],
    ['5_439', 5439],
    ['٥٤٣٩', 5439],
    ['５４３９', 5439],
    ['٥_٤', 54],
    ['𝟓', 5],
    ['-٥', -5],
  ])('reads %j as %j', (value, expected) => {
    expect(toInt(value)).toEqual({ ok: true, value: expected });
  });

  it.each([
    [''],
    [' '],
    ['5439.0'],
    ['0x153f'],
    ['1e3'],
    ['5439abc'],
    ['+ 5'],
    ['--5'],
    ['5__4'],
    ['_5'],
    ['5_'],
    ['+_5'],
    ['5\0'],
    ['\u200b5'],
    ['\ufeff5'],
    ['\x1c5'],
    ['5\x1f'],
    ['²'],
    ['Ⅴ'],
    ['−5'],
    [null],
    [undefined],
    [[]],
    [[5439]],
    [{}],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
  ])('refuses %j', (value) => {
    expect(toInt(value)).toEqual({ ok: false });
  });

  it('reads 4,300 digits and refuses more, leading zeros included', () => {
    expect(toInt('9'.repeat(4300))).toEqual({ ok: true, value: Number.MAX_VALUE });
    expect(toInt(`-${'9'.repeat(4300)}`)).toEqual({ ok: true, value: -Number.MAX_VALUE });
    expect(toInt(Array(4300).fill('𝟘').join('_'))).toEqual({ ok: true, value: 0 });
    expect(toInt('0'.repeat(4301))).toEqual({ ok: false });
  });

  it('stands megabytes of digits, underscores and spaces', () => {
    expect(toInt('1_'.repeat(2e6))).toEqual({ ok: false });
    expect(toInt(`1${' '.repeat(1e6)}x`)).toEqual({ ok: false });
    expect(toInt(`${' '.repeat(1e6)}7`)).toEqual({ ok: true, value: 7 });
  });

  it('reads every whole number, however it is spaced, signed and underscored', () => {
    const spaces = fc.stringMatching(/^[ \t\n\r\u00a0\u2003]{0,3}$/);
    fc.assert(
      fc.property(fc.maxSafeInteger(), spaces, spaces, (number, before, after) => {
        const digits = [...String(Math.abs(number))].join('_');
        expect(toInt(`${before}${number < 0 ? '-' : '+'}00${digits}${after}`)).toEqual({
          ok: true,
          value: number === 0 ? 0 : number,
        });
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => typeof toInt(value).ok === 'boolean'));
  });
});

describe('asciiDigits', () => {
  it('finds every run of decimal digits whole, so that counting from its start is right', () => {
    const digits: number[] = [];
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint += 1) {
      if (/\p{Nd}/u.test(String.fromCodePoint(codePoint))) digits.push(codePoint);
    }
    expect(digits.length % 10).toBe(0);
    for (let start = 0; start < digits.length; start += 10) {
      const ten = digits.slice(start, start + 10).map((codePoint) => String.fromCodePoint(codePoint));
      expect(asciiDigits(ten.join(''))).toBe('0123456789');
    }
  });
});

describe('stripSpace', () => {
  it('takes off what Python calls white space, four separators included', () => {
    expect(stripSpace('\x1c\x1f\t 15 m\u2028\x85')).toBe('15 m');
    expect(stripSpace('\ufeff5\u200b')).toBe('\ufeff5\u200b');
    expect(stripSpace(' \n ')).toBe('');
  });
});
