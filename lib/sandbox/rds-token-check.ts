import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Where and as whom a login with a token is tried. */
export interface TokenUse {
  readonly hosts: readonly string[];
  readonly port: number;
  readonly user: string;
  /** The secret key of an access key; undefined for one that is not known. */
  readonly secretKeyOf: (accessKeyId: string) => string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** AWS signs a token for so long at most. */
const LONGEST_LIFE = 900;
/** Clocks may differ by so much. */
const CLOCK_SKEW_MS = 5 * 60_000;
const EMPTY_HASH = sha256('');

/**
 * Why RDS would not take the text as a login token for this server and user; undefined when it would. A token is a
 * presigned address: `host:port/?Action=connect&DBUser=…&X-Amz-…`. Its signature (SigV4, service `rds-db`) is checked
 * like the rest.
 */
export function tokenProblem(token: string, use: TokenUse): string | undefined {
  const [address = '', search] = token.split('/?', 2);
  if (search === undefined) return 'no presigned address';
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name) ?? '';
  // The port is always written, also where it is the usual one of the scheme.
  if (!use.hosts.some((host) => token.startsWith(`${host}:${use.port}/`)))
    return 'made for another host or port';
  if (text('Action') !== 'connect') return 'made for another action';
  if (text('DBUser') !== use.user) return 'made for another user';
  if (text('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256' || text('X-Amz-SignedHeaders') !== 'host')
    return 'not signed';
  const [accessKeyId = '', day = '', region = '', service, end] = text('X-Amz-Credential').split('/');
  if (service !== 'rds-db' || end !== 'aws4_request') return 'signed for another service';
  const signedAt = timeOf(text('X-Amz-Date'));
  const life = Number(text('X-Amz-Expires'));
  if (signedAt === undefined || !text('X-Amz-Date').startsWith(day)) return 'without a time';
  if (!(life > 0 && life <= LONGEST_LIFE)) return 'with a life that AWS does not sign';
  if (signedAt - CLOCK_SKEW_MS > use.now) return 'not valid yet';
  if (signedAt + life * 1000 <= use.now) return 'expired';
  const secretKey = use.secretKeyOf(accessKeyId);
  if (secretKey === undefined) return 'signed with an unknown key';
  const wanted = signature({
    secretKey,
    day,
    region,
    date: text('X-Amz-Date'),
    host: address,
    query,
  });
  const given = Buffer.from(text('X-Amz-Signature'));
  return given.length === wanted.length && timingSafeEqual(given, wanted)
    ? undefined
    : 'with a wrong signature';
}

/** `20261123T181530Z` in milliseconds. */
function timeOf(date: string): number | undefined {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function signature(signed: {
  readonly secretKey: string;
  readonly day: string;
  readonly region: string;
  readonly date: string;
  readonly host: string;
  readonly query: URLSearchParams;
}): Buffer {
  const { secretKey, day, region, date, host, query } = signed;
  const canonical = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .sort()
    .join('&');
  const request = ['GET', '/', canonical, `host:${host}`, '', 'host', EMPTY_HASH].join('\n');
  const scope = `${day}/${region}/rds-db/aws4_request`;
  const key = [day, region, 'rds-db', 'aws4_request'].reduce<Buffer | string>(
    (above, part) => createHmac('sha256', above).update(part).digest(),
    `AWS4${secretKey}`,
  );
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(request)].join('\n');
  return Buffer.from(createHmac('sha256', key).update(toSign).digest('hex'));
}

/** SigV4 escapes more than JavaScript does. */
function escaped(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
