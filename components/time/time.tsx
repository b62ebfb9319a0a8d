'use client';

import Popover from '@cloudscape-design/components/popover';
import { useEffect, useState } from 'react';
import { useDisplay } from '../shell/display-provider';

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** "5 minutes ago", "in 2 hours": the largest unit that fits. */
export function relativeTime(iso: string, now: number): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return 'just now';
}

/** The exact time in the reader's zone, with the zone's name. */
export function exactTime(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'long' });
}

/**
 * A time as people say it, with the exact time in the reader's zone on hover. One that stands `alone` also opens it by
 * key and touch; in rows a stop for every time would be in the way of everything else, so that the display settings
 * switch all of them to exact times. Drawn in the browser only: the server does not know the zone.
 */
export function Time({
  at,
  empty = '–',
  alone = false,
}: {
  at: string | null | undefined;
  empty?: string;
  alone?: boolean;
}) {
  const now = useNow(30_000);
  const { times } = useDisplay().display;
  if (!at) return <>{empty}</>;
  if (now === null) return <time dateTime={at}>{at.slice(0, 16).replace('T', ' ')}</time>;
  if (times === 'exact') return <time dateTime={at}>{exactTime(at)}</time>;
  const time = (
    <time dateTime={at} title={exactTime(at)}>
      {relativeTime(at, now)}
    </time>
  );
  if (!alone) return time;
  return (
    <Popover content={exactTime(at)} triggerType="text-inline" dismissButton={false} size="small">
      {time}
    </Popover>
  );
}

/** The current time, renewed every `everyMs`; null until the browser has taken over. */
export function useNow(everyMs: number): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
