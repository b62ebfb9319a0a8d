export const INEXACT_NUMBER = 'This number has more digits than can be kept. Write it in quotes, as text.';

/**
 * Whether `value` is the very number that `text` spells in JSON or YAML: a longer one would be rounded without a word.
 * Spellings of the same number (`1.50`, `15e-1`) count as the same.
 */
export function isExactNumber(text: string, value: number): boolean {
  if (/^[-+]?0[xo]/i.test(text)) return Number.isSafeInteger(value);
  const written = normalised(text);
  const kept = normalised(String(value));
  return written.digits === kept.digits && written.exponent === kept.exponent;
}

/** The digits without zeros at either end, and the power of ten they are multiplied with. */
function normalised(text: string): { readonly digits: string; readonly exponent: number } {
  const [mantissa = '', power = '0'] = text.toLowerCase().replace(/^[-+]/, '').split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const significant = `${whole}${fraction}`.replace(/^0+/, '');
  const digits = significant.replace(/0+$/, '');
  if (digits === '') return { digits, exponent: 0 };
  return { digits, exponent: Number(power) - fraction.length + significant.length - digits.length };
}
