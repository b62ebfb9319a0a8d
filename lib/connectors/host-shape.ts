import ipaddr from 'ipaddr.js';
import { hasControl, hasInvisible } from './invisible-text';
import { isSingleScript } from './scripts';

export const HOST_CODES = [
  'HOST_EMPTY',
  'HOST_NOT_TEXT',
  'HOST_CONTROL_CHARACTER',
  'HOST_INVISIBLE_CHARACTER',
  'HOST_UNIX_SOCKET',
  'HOST_SPACE',
  'HOST_IS_URL',
  'HOST_USER_INFO',
  'HOST_QUERY',
  'HOST_BRACKETS',
  'HOST_ZONE_ID',
  'HOST_WITH_PORT',
  'HOST_NOT_CANONICAL',
  'HOST_MIXED_SCRIPTS',
  'HOST_NO_NAME',
] as const;
export type HostCode = (typeof HOST_CODES)[number];

export type HostCheck =
  /** `host` is what to dial: addresses in their one canonical form, international names as `xn--`. */
  | { readonly ok: true; readonly host: string; readonly unicode?: string }
  | { readonly ok: false; readonly code: HostCode; readonly message: string };

/** DNS allows 253 characters and a final dot. */
const MAX_NAME_LENGTH = 254;

/** In this order: the first that applies names the mistake best. */
const RULES: readonly (readonly [HostCode, (host: string) => boolean, string])[] = [
  ['HOST_EMPTY', (host) => host.trim() === '', 'The host is empty. Enter a DNS name or an IP address.'],
  ['HOST_NO_NAME', (host) => host.length > MAX_NAME_LENGTH, 'The host is longer than any DNS name.'],
  ['HOST_CONTROL_CHARACTER', hasControl, 'The host holds a control character or a line end. Remove it.'],
  [
    'HOST_INVISIBLE_CHARACTER',
    hasInvisible,
    'The host holds a character that cannot be seen. Type the name instead of pasting it.',
  ],
  ['HOST_SPACE', (host) => /\s/u.test(host), 'The host holds a space. Remove it.'],
  ['HOST_IS_URL', (host) => host.includes('://'), 'The host is a URL. Enter only the name between // and :.'],
  [
    'HOST_UNIX_SOCKET',
    (host) => /^[/@\\]/.test(host),
    'The host is the path of a local socket. Enter a DNS name or an IP address.',
  ],
  ['HOST_USER_INFO', (host) => host.includes('@'), 'The host holds a user name. Put that into `user`.'],
  [
    'HOST_QUERY',
    (host) => /[?#/\\&=;]/.test(host),
    'The host holds a path or options. Enter only the name, and the database in `database`.',
  ],
  ['HOST_BRACKETS', (host) => /[[\]]/.test(host), 'Enter an IPv6 address without brackets.'],
  ['HOST_ZONE_ID', (host) => host.includes('%'), 'The host holds a % sign. Zone ids are not dialled.'],
];

/**
 * Checks how a host is written, not where it leads: which addresses may be dialled is another question. Accepts DNS
 * names, canonical IPv4 addresses, IPv6 addresses and international names of one script.
 */
export function checkHost(value: unknown): HostCheck {
  if (typeof value !== 'string')
    return refused('HOST_NOT_TEXT', 'The host is no text. Enter a name in quotes.');
  for (const [code, applies, message] of RULES) {
    if (applies(value)) return refused(code, message);
  }
  if (value.includes(':')) return checkColons(value);
  return /^\p{ASCII}+$/u.test(value) ? checkAsciiName(value) : checkInternationalName(value);
}

function checkColons(host: string): HostCheck {
  if (ipaddr.IPv6.isValid(host)) return { ok: true, host: ipaddr.IPv6.parse(host).toRFC5952String() };
  return /^[^:]+:\d*$/.test(host)
    ? refused('HOST_WITH_PORT', 'The host holds a port. Put that into `port`.')
    : refused('HOST_NO_NAME', 'The host holds a colon but is no IPv6 address.');
}

function checkAsciiName(host: string): HostCheck {
  const labels = host.replace(/\.$/, '').split('.');
  if (isNumeric(labels.at(-1) ?? '')) {
    // A trailing dot hides an address from checks that compare text, and resolvers take it all the same.
    if (ipaddr.IPv4.isValidFourPartDecimal(host)) return { ok: true, host };
    return refused(
      'HOST_NOT_CANONICAL',
      'The host is a shortened or unusual form of an IPv4 address. Write four numbers from 0 to 255.',
    );
  }
  if (!labels.every(isLabel) || asciiForm(host) === undefined) {
    return refused(
      'HOST_NO_NAME',
      'The host is no DNS name. Names are made of letters, digits, - and _, with dots between parts of 1 to 63.',
    );
  }
  return { ok: true, host };
}

function checkInternationalName(host: string): HostCheck {
  // Full-width digits, ideographic dots and the like turn into other characters on their way to the resolver.
  if (host.normalize('NFKC') !== host.normalize('NFC')) {
    return refused(
      'HOST_NOT_CANONICAL',
      'The host holds look-alikes of plain characters. Type it in plain ones.',
    );
  }
  if (!host.split('.').every(isSingleScript)) {
    return refused(
      'HOST_MIXED_SCRIPTS',
      'The host mixes letters of several scripts in one part. Check its origin.',
    );
  }
  const ascii = asciiForm(host);
  if (ascii === undefined || !ascii.split('.').some((label) => label.startsWith('xn--'))) {
    return refused('HOST_NO_NAME', 'The host is no international DNS name.');
  }
  const check = checkAsciiName(ascii);
  return check.ok ? { ...check, unicode: host } : check;
}

/** The name as resolvers get it, by the platform's own rules for international names; undefined for no name. */
function asciiForm(host: string): string | undefined {
  return URL.canParse(`http://${host}/`) ? new URL(`http://${host}/`).hostname : undefined;
}

/** Resolvers read a name whose last part is a number as an IPv4 address, in decimal, octal or hexadecimal. */
function isNumeric(label: string): boolean {
  return /^(?:\d+|0x[\da-f]*)$/i.test(label);
}

function isLabel(label: string): boolean {
  return /^(?!-)[a-z\d_-]{1,63}(?<!-)$/i.test(label);
}

function refused(code: HostCode, message: string): HostCheck {
  return { ok: false, code, message };
}
