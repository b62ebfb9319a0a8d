'use client';

import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useDisplay } from '../shell/display-provider';
import { exactTime, relativeTime, useNow } from '../time/time';
import { countdown, expiryState } from './expiry';
import { Marked } from './marked';

const TYPES = { valid: 'success', expiring: 'warning', expired: 'stopped' } as const;

/** The server's current time by the difference between its clock and the reader's; null until it is known. */
export function useServerNow(skewMs: number): number | null {
  const now = useNow(1000);
  return now === null ? null : now + skewMs;
}

interface Ending {
  readonly expiresAt: string;
  readonly skewMs: number;
}

/** What is left of temporary credentials, counted down every second by the server's clock. */
export function Countdown({ expiresAt, skewMs }: Ending) {
  const now = useServerNow(skewMs);
  const exact = useDisplay().display.times === 'exact';
  if (now === null) return <StatusIndicator type="pending">–</StatusIndicator>;
  const state = expiryState(expiresAt, now);
  return (
    <time dateTime={expiresAt} title={exactTime(expiresAt)}>
      {state === 'expired' ? (
        <Marked type="stopped" word="Expired">
          {exact ? exactTime(expiresAt) : relativeTime(expiresAt, now)}
        </Marked>
      ) : (
        <StatusIndicator type={TYPES[state]}>
          {state === 'expiring' ? 'Ends soon: in' : 'Expires in'} {countdown(expiresAt, now)}
          {exact && `, at ${exactTime(expiresAt)}`}
        </StatusIndicator>
      )}
    </time>
  );
}

/** The same in one line, where there is no room for more. */
export function ShortCountdown({ expiresAt, skewMs }: Ending) {
  const now = useServerNow(skewMs);
  if (now === null) return <StatusIndicator type="pending">–</StatusIndicator>;
  const state = expiryState(expiresAt, now);
  return (
    <time dateTime={expiresAt} title={`Credentials until ${exactTime(expiresAt)}`}>
      <StatusIndicator type={TYPES[state]}>
        {state === 'expired' ? 'Expired' : `${countdown(expiresAt, now)} left`}
      </StatusIndicator>
    </time>
  );
}
