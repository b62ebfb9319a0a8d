import { SCHEDULE_SEPARATOR } from './lava-job';

/** One crontab of a schedule: as it is written, and what it means; null where words would not be exact. */
export interface ScheduleEntry {
  readonly text: string;
  readonly words: string | null;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const SHORTHANDS: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};
/** More times a day than these are not listed one by one. */
const MOST_TIMES = 4;

const ENTRY = /^(\S+(?:\s+\S+){4}|@[a-z]+)(?: from (\S.*?))?(?: to (\S.*))?$/;

/** The entries of a schedule as `jobOf` writes it, in words where they are exact. Times are the dispatcher's. */
export function scheduleEntries(schedule: string): readonly ScheduleEntry[] {
  return schedule.split(SCHEDULE_SEPARATOR).map((text) => ({ text, words: entryWords(text) }));
}

function entryWords(text: string): string | null {
  const [, crontab = '', from, to] = ENTRY.exec(text) ?? [];
  const words = crontabWords(SHORTHANDS[crontab] ?? crontab);
  return words && `${words.charAt(0).toUpperCase()}${words.slice(1)}${limitWords(from, to)}`;
}

/** lava takes a `from` after the `to` as the time in which the job does not run. */
function limitWords(from: string | undefined, to: string | undefined): string {
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to)) {
    return `, except between ${to} and ${from}`;
  }
  return `${from === undefined ? '' : `, from ${from}`}${to === undefined ? '' : `, until ${to}`}`;
}

function crontabWords(crontab: string): string | null {
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] = crontab.split(/\s+/);
  const minutes = valuesOf(minute, 0, 59);
  const hours = valuesOf(hour, 0, 23);
  const daysOfMonth = valuesOf(dayOfMonth, 1, 31);
  const months = valuesOf(month, 1, 12, MONTHS);
  const daysOfWeek = valuesOf(dayOfWeek, 0, 7, DAYS)?.map((day) => day % 7);
  if (!minutes || !hours || !daysOfMonth || !months || !daysOfWeek) return null;
  const times = timesWords(minutes, hours);
  const days = daysWords(daysOfMonth, months, [...new Set(daysOfWeek)].sort());
  if (times === null || days === null) return null;
  if (!times.startsWith('at ')) return days === '' ? times : `${times}, ${days}`;
  return `${days === '' ? 'every day' : days} ${times}`;
}

/** The numbers that a field of a crontab stands for, in order; null when it is none. */
function valuesOf(field: string, min: number, max: number, names: readonly string[] = []): number[] | null {
  const found = new Set<number>();
  for (const part of field.toLowerCase().split(',')) {
    const [, first = '', last, step] =
      /^(\*|[a-z]{3}|\d{1,2})(?:-([a-z]{3}|\d{1,2}))?(?:\/(\d{1,2}))?$/.exec(part) ?? [];
    const start = first === '*' ? min : numberOf(first, min, names);
    const end =
      first === '*'
        ? max
        : last === undefined
          ? step === undefined
            ? start
            : max
          : numberOf(last, min, names);
    const by = step === undefined ? 1 : Number(step);
    if (start === null || end === null || by === 0 || start < min || end > max || start > end) return null;
    for (let value = start; value <= end; value += by) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

function numberOf(text: string, min: number, names: readonly string[]): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const index = names.findIndex((name) => name.toLowerCase().startsWith(text) && text !== '');
  return index === -1 ? null : index + min;
}

/** How far apart the values are, when they go round the whole range evenly from 0. */
function evenStep(values: readonly number[], size: number): number | null {
  const step = size / values.length;
  return Number.isInteger(step) && values.every((value, index) => value === index * step) ? step : null;
}

function isUnbroken(values: readonly number[]): boolean {
  return values.every((value, index) => value === (values[0] ?? 0) + index);
}

function timesWords(minutes: readonly number[], hours: readonly number[]): string | null {
  const [minute = 0] = minutes;
  const firstHour = hours[0] ?? 0;
  const lastHour = hours.at(-1) ?? 0;
  const everyMinutes = evenStep(minutes, 60);
  const everyHours = evenStep(hours, 24);
  if (minutes.length * hours.length <= MOST_TIMES) {
    return `at ${listed(hours.flatMap((hour) => minutes.map((each) => clock(hour, each))))}`;
  }
  if (everyMinutes !== null && everyMinutes < 60 && isUnbroken(hours)) {
    const often = everyMinutes === 1 ? 'every minute' : `every ${everyMinutes} minutes`;
    return everyHours === 1 ? often : `${often} between ${clock(firstHour, 0)} and ${clock(lastHour, 59)}`;
  }
  if (minutes.length > 1) {
    if (everyHours !== 1 || minutes.length > MOST_TIMES) return null;
    return `every hour at minutes ${listed(minutes.map(String))}`;
  }
  if (everyHours !== null) {
    const often = everyHours === 1 ? 'every hour' : `every ${everyHours} hours`;
    return minute === 0 ? often : `${often} at minute ${minute}`;
  }
  return isUnbroken(hours)
    ? `every hour from ${clock(firstHour, minute)} to ${clock(lastHour, minute)}`
    : null;
}

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** cron runs on a day that fits either the day of the month or that of the week, when both are given. */
function daysWords(
  daysOfMonth: readonly number[],
  months: readonly number[],
  daysOfWeek: readonly number[],
): string | null {
  const monthly = daysOfMonth.length === 31 ? '' : monthWords(daysOfMonth);
  const weekly = daysOfWeek.length === 7 ? '' : weekWords(daysOfWeek);
  const season = months.length === 12 ? '' : seasonWords(months);
  if (monthly === null || season === null) return null;
  const days = [monthly, weekly].filter((words) => words !== '').join(' or ');
  return season === '' ? days : `${days || 'every day'} in ${season}`;
}

function weekWords(days: readonly number[]): string {
  const names = days.map((day) => DAYS[day] ?? '');
  if (days.length === 1) return `every ${names[0]}`;
  return days.length > 2 && isUnbroken(days) ? `${names[0]} to ${names.at(-1)}` : listed(names);
}

function monthWords(days: readonly number[]): string | null {
  if (days.length > 2 && isUnbroken(days)) return `on days ${days[0]} to ${days.at(-1)} of the month`;
  if (days.length > MOST_TIMES) return null;
  return `on day${days.length === 1 ? '' : 's'} ${listed(days.map(String))} of the month`;
}

function seasonWords(months: readonly number[]): string | null {
  const names = months.map((month) => MONTHS[month - 1] ?? '');
  if (months.length > 2 && isUnbroken(months)) return `${names[0]} to ${names.at(-1)}`;
  return months.length > MOST_TIMES ? null : listed(names);
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
