import { readEnv } from '../env';

/** A year: what browsers are told to reach the console by https alone. */
export const HSTS = 'max-age=31536000; includeSubDomains';

/** Whether `PUBLIC_URL` says that people reach the console by https. */
export function servedByHttps(): boolean {
  return readEnv().PUBLIC_URL?.startsWith('https://') ?? false;
}
