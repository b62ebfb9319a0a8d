import { createHmac, timingSafeEqual } from 'node:crypto';
import { readEnv } from '../env';

/**
 * What the cookies' names begin with. Over https a browser keeps `__Host-` cookies from every other host; over plain
 * http, which is for loopback only, it would refuse them.
 */
export function cookiePrefix(publicUrl = readEnv().PUBLIC_URL): string {
  return publicUrl ? '__Host-lava' : 'lava';
}

/** The secret that signs cookies. @throws {Error} when it is not set */
export function authSecret(): string {
  const { AUTH_SECRET } = readEnv();
  if (!AUTH_SECRET) throw new Error('AUTH_SECRET is not set; `npm start` sets it.');
  return AUTH_SECRET;
}

/**
 * The session's token, if the cookie carries our signature. The store holds tokens without it, so that whoever reads
 * the store cannot make a cookie of one.
 */
export function sessionToken(headers: Headers): string | undefined {
  const name = `${cookiePrefix()}.session_token=`;
  const pair = (headers.get('cookie') ?? '').split(/;\s*/).find((part) => part.startsWith(name));
  const value = pair && decoded(pair.slice(name.length));
  const dot = value?.lastIndexOf('.') ?? -1;
  if (!value || dot < 1) return undefined;
  const token = value.slice(0, dot);
  const expected = createHmac('sha256', authSecret()).update(token).digest();
  const given = Buffer.from(value.slice(dot + 1), 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
