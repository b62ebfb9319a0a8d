import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobOf } from './lava-job';
import { scheduleEntries } from './schedule-words';

const words = (schedule: string) => scheduleEntries(schedule).map((entry) => entry.words);

describe('scheduleEntries', () => {
  it.each([
    ['* * * * *', 'Every minute'],
    ['*/15 * * * *', 'Every 15 minutes'],
    ['0-59/15 * * * *', 'Every 15 minutes'],
    ['0,15,30,45 * * * *', 'Every 15 minutes'],
    ['0 * * * *', 'Every hour'],
    ['5 * * * *', 'Every hour at minute 5'],
    ['5,35 * * * *', 'Every hour at minutes 5 and 35'],
    ['0 */2 * * *', 'Every 2 hours'],
    ['20 */2 * * *', 'Every 2 hours at minute 20'],
    ['30 2 * * *', 'Every day at 02:30'],
    ['0 6,12,18 * * *', 'Every day at 06:00, 12:00 and 18:00'],
    ['0 8-18 * * *', 'Every hour from 08:00 to 18:00'],
    ['*/10 8-17 * * mon-fri', 'Every 10 minutes between 08:00 and 17:59, Monday to Friday'],
    ['30 6 * * 1-5', 'Monday to Friday at 06:30'],
    ['0 7 * * 0', 'Every Sunday at 07:00'],
    ['0 7 * * 7', 'Every Sunday at 07:00'],
    ['0 7 * * MON,thu', 'Monday and Thursday at 07:00'],
    ['0 3 1 * *', 'On day 1 of the month at 03:00'],
    ['0 3 1-5 * *', 'On days 1 to 5 of the month at 03:00'],
    ['0 3 1 jan,jul *', 'On day 1 of the month in January and July at 03:00'],
    ['0 3 * 6-8 *', 'Every day in June to August at 03:00'],
    ['0 3 1 * 1', 'On day 1 of the month or every Monday at 03:00'],
    ['@daily', 'Every day at 00:00'],
  ])('reads %j as %j', (crontab, expected) => {
    expect(words(crontab)).toEqual([expected]);
  });

  it.each([
    '*/7 3,9 * * *',
    '60 * * * *',
    '0 24 * * *',
    '0 0 0 * *',
    '0 5-3 * * *',
    '*/0 * * * *',
    '@reboot',
    'x y z a b',
    '* * *',
    '',
  ])('has no words for %j, rather than inexact ones', (crontab) => {
    expect(words(crontab)).toEqual([null]);
  });

  it('says from when until when, and when not', () => {
    expect(words('0 6 * * * from 2026-01-01 to 2026-06-30')).toEqual([
      'Every day at 06:00, from 2026-01-01, until 2026-06-30',
    ]);
    expect(words('0 6 * * * from 2027-01-05 to 2026-12-20')).toEqual([
      'Every day at 06:00, except between 2026-12-20 and 2027-01-05',
    ]);
  });

  it('keeps each crontab as it is written', () => {
    const { schedule } = jobOf({ schedule: ['30 2 * * *', { crontab: '0 9 * * 1', to: '2026-06-30' }] });
    expect(scheduleEntries(schedule ?? '')).toEqual([
      { text: '30 2 * * *', words: 'Every day at 02:30' },
      { text: '0 9 * * 1 to 2026-06-30', words: 'Every Monday at 09:00, until 2026-06-30' },
    ]);
  });

  it('takes any schedule that a job can have', () => {
    const field = fc.stringMatching(/^[*0-9a-z,/-]{1,12}$/);
    const crontab = fc.tuple(field, field, field, field, field).map((fields) => fields.join(' '));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), crontab, fc.array(crontab)), (schedule) => {
        const text = jobOf({ schedule }).schedule;
        if (text === null) return;
        expect(
          scheduleEntries(text)
            .map((entry) => entry.text)
            .join('; '),
        ).toBe(text);
      }),
    );
  });
});
