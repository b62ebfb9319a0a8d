/** `Date` headers have whole seconds, and an answer takes its time: less than this is no difference. */
const TOLERANCE_MS = 2_000;

/**
 * A time told by AWS, by our clock. `systemClockOffset` is what the SDK's client found AWS's `Date` header to be ahead
 * of our clock, in ms.
 */
export function byOurClock(time: Date, { systemClockOffset }: { systemClockOffset: number }): Date {
  if (Math.abs(systemClockOffset) < TOLERANCE_MS) return time;
  return new Date(time.getTime() - systemClockOffset);
}
