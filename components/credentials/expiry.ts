/** Where temporary credentials are in their life. */
type ExpiryState = 'valid' | 'expiring' | 'expired';

const MINUTE_MS = 60_000;
/** Credentials with less than this left are marked, as the filter of lists does. */
const EXPIRING_MS = 5 * MINUTE_MS;

/** How far credentials that end at `expiresAt` (ISO 8601) are at `now` (milliseconds). */
export function expiryState(expiresAt: string, now: number): ExpiryState {
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return 'expired';
  return left <= EXPIRING_MS ? 'expiring' : 'valid';
}

/** The time until `expiresAt` as a clock shows it: `12:34`, `1:02:05`; `0:00` once it is over. */
export function countdown(expiresAt: string, now: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(rest)}` : `${minutes}:${twoDigits(rest)}`;
}

/** Whether a rotation that AWS planned has not happened. */
export function isOverdue(
  secret: { readonly rotationEnabled: boolean | null; readonly nextRotationAt: string | null },
  now: number,
): boolean {
  return (
    secret.rotationEnabled === true &&
    secret.nextRotationAt !== null &&
    Date.parse(secret.nextRotationAt) < now
  );
}

/** Whether the key of a parameter is not the realm's own; AWS names it as it was given: by alias, id or ARN. */
export function isOtherKey(keyId: string | null, kmsAlias: string): boolean {
  return keyId !== null && keyId !== kmsAlias && !keyId.endsWith(`:${kmsAlias}`);
}
