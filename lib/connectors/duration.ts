import { asciiDigits, stripSpace } from './python-values';

/** Seconds AWS takes for temporary Redshift credentials (GetClusterCredentials, GetCredentials). */
export const MIN_DURATION_SECONDS = 900;
export const MAX_DURATION_SECONDS = 3600;

/** What a lava worker asks for when neither the spec nor its settings name a duration. */
export const LAVA_DEFAULT_DURATION = '15m';

const SECONDS_PER_UNIT = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;
export type DurationUnit = keyof typeof SECONDS_PER_UNIT;

const NUMBER = /^[+-]?(?:\p{Nd}+(?:\.\p{Nd}*)?|\.\p{Nd}+)(?:[eE][+-]?\p{Nd}+)?$/u;

/**
 * lava's reading of `password_duration`, in seconds (a fraction is possible: the caller truncates). Strings are a
 * number with one of the units `s m h d w`, none being seconds; numbers are seconds; `true` is 1. `null` is
 * returned for what lava refuses. No range is checked, as lava checks none.
 */
export function parseDuration(value: unknown): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const { number, unit } = split(value);
  if (!NUMBER.test(number)) return null;
  const seconds = Number(asciiDigits(number)) * (unit === null ? 1 : SECONDS_PER_UNIT[unit]);
  return Number.isFinite(seconds) ? seconds : null;
}

/** The unit letter of a duration lava can read; `null` for a bare number and for anything unreadable. */
export function durationUnit(value: unknown): DurationUnit | null {
  return typeof value === 'string' && parseDuration(value) !== null ? split(value).unit : null;
}

function split(text: string): { number: string; unit: DurationUnit | null } {
  const duration = stripSpace(text);
  const last = duration.slice(-1);
  return isUnit(last)
    ? { number: stripSpace(duration.slice(0, -1)), unit: last }
    : { number: duration, unit: null };
}

/** Whether AWS issues Redshift credentials for so many seconds; a fraction is cut off first, as lava does. */
export function isAllowedDuration(seconds: number): boolean {
  const whole = Math.trunc(seconds);
  return whole >= MIN_DURATION_SECONDS && whole <= MAX_DURATION_SECONDS;
}

/** A duration for people: `900` is "15 minutes", `5400` "1 hour 30 minutes". Fractions of a second are cut off. */
export function describeDuration(seconds: number): string {
  const whole = Math.trunc(Math.abs(seconds));
  const parts = [
    counted(Math.floor(whole / 86_400), 'day'),
    counted(Math.floor(whole / 3600) % 24, 'hour'),
    counted(Math.floor(whole / 60) % 60, 'minute'),
    counted(whole % 60, 'second'),
  ].filter((part) => part !== '');
  if (parts.length === 0) return '0 seconds';
  return `${seconds < 0 ? 'minus ' : ''}${parts.join(' ')}`;
}

function counted(count: number, noun: string): string {
  if (count === 0) return '';
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function isUnit(text: string): text is DurationUnit {
  return Object.hasOwn(SECONDS_PER_UNIT, text);
}
