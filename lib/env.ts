import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP, isIPv4, isIPv6 } from 'node:net';
import { z } from 'zod';

/** A setting was wrong: its message names the setting and what is allowed. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
}

const port = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number between 1 and 65535')
    .transform(Number)
    .refine((value) => value >= 1 && value <= 65_535, 'must be a port number between 1 and 65535')
    .default(fallback);

const flag = (fallback: boolean) =>
  z
    .enum(['on', 'off', '1', '0', 'true', 'false'], 'must be on or off')
    .transform((value) => value === 'on' || value === '1' || value === 'true')
    .default(fallback);

const list = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
  .optional();

const listOf = (isOne: (part: string) => boolean, message: string) =>
  list.refine((parts) => parts === undefined || parts.every(isOne), message);

function isAddress(text: string): boolean {
  return isIP(text) > 0 && !text.includes('%');
}

function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  return isAddress(address) && Number(bits) <= (isIPv4(address) ? 32 : 128);
}

function isNameServer(text: string): boolean {
  if (isAddress(text)) return true;
  const [, v6 = '', v4 = '', port] = /^(?:\[([^\]]+)\]|([\d.]+)):(\d{1,5})$/.exec(text) ?? [];
  return (isIPv6(v6) || isIPv4(v4)) && Number(port) >= 1 && Number(port) <= 65_535;
}

function asListener(text: string): { readonly host: string; readonly port: number } {
  const colon = text.lastIndexOf(':');
  const host = text.slice(0, Math.max(colon, 0)).replace(/^\[(.*)\]$/, '$1');
  return { host, port: Number(text.slice(colon + 1)) };
}

function isListener(text: string): boolean {
  const { host, port } = asListener(text);
  const isHost = text.startsWith('[') ? isIPv6(host) : /^[\w.-]+$/.test(host);
  return isHost && Number.isInteger(port) && port >= 1 && port <= 65_535;
}

const number = (fallback: number, from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number between ${from} and ${to}`)
    .transform(Number)
    .refine((value) => value >= from && value <= to, `must be a whole number between ${from} and ${to}`)
    .default(fallback);

/** The addresses on which only this machine reaches the console. */
export const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

const GROUP_ROLE = /^([^=@]+)=(viewer|tester|editor|admin)@(\*|[^@\s]+)$/;

const settings = z.object({
  DOT_ENV: z.enum(['on', 'off'], 'must be on or off').default('on'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address')
    .optional(),
  DATABASE_POOL: number(10, 2, 200),
  DATABASE_STATEMENT_TIMEOUT: number(15_000, 0, 3_600_000),
  DATABASE_LOCK_TIMEOUT: number(10_000, 0, 3_600_000),
  MIGRATION_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address')
    .optional(),
  AUDIT_RETENTION_DAYS: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number of days, at least 30')
    .transform(Number)
    .refine((days) => days >= 30, 'must be a number of days, at least 30')
    .optional(),
  HOST: z
    .string()
    .refine(
      (host) => host === 'localhost' || isIP(host) > 0,
      'must be an IP address of this machine, or localhost',
    )
    .default('127.0.0.1'),
  PORT: port(3000),
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: z
    .base64('must be 16, 24 or 32 bytes in base64')
    .refine(
      (text) => [16, 24, 32].includes(Buffer.from(text, 'base64').length),
      'must be 16, 24 or 32 bytes in base64',
    )
    .optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  PUBLIC_URL: z
    .url('must be an address such as https://lava.example.com')
    .refine(
      (url) => URL.canParse(url) && new URL(url).protocol === 'https:' && new URL(url).pathname === '/',
      'must begin with https:// and have no path: people sign in there',
    )
    .transform((url) => new URL(url).origin)
    .optional(),
  TRUSTED_PROXIES: listOf(
    (part) => isAddress(part) || isNetwork(part),
    'must be addresses or networks such as 10.0.0.0/8, with commas between',
  ),
  AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  SESSION_IDLE_MINUTES: number(60, 1, 1440),
  SESSION_MAX_HOURS: number(12, 1, 720),
  OIDC_DISCOVERY_URL: z
    .url('must be an address such as https://id.example.com/.well-known/openid-configuration')
    .optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().min(1).max(40, 'must have at most 40 characters').default('Company account'),
  OIDC_TRUST_EMAIL: flag(false),
  OIDC_GROUPS_CLAIM: z.string().min(1).default('groups'),
  OIDC_ROLES: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .refine(
      (parts) => parts.every((part) => GROUP_ROLE.test(part)),
      'must be such as lava-admins=admin@*,etl=editor@prod: group=role@realm with commas between',
    )
    .transform((parts) =>
      parts.map((part) => {
        const [, group = '', role = '', realm = ''] = GROUP_ROLE.exec(part) ?? [];
        return { group: group.trim(), role, realm };
      }),
    )
    .optional(),
  SANDBOX: z.enum(['auto', 'on', 'off'], 'must be auto, on or off').default('auto'),
  SANDBOX_PORT: port(15_439),
  TESTING: flag(true),
  TESTS_PER_MINUTE: number(240, 1, 999_999),
  TESTS_PER_MINUTE_REALM: number(600, 1, 999_999),
  ALLOW_LOOPBACK: flag(false),
  ALLOWED_HOSTS: list,
  ALLOWED_CIDRS: listOf(
    isNetwork,
    'must be networks such as 10.0.0.0/8 or 2001:db8::/32, with commas between',
  ),
  ALLOWED_PORTS: list.pipe(
    z
      .array(
        z
          .string()
          .regex(/^\d{1,5}$/, 'must be port numbers with commas between')
          .transform(Number)
          .refine((value) => value >= 1 && value <= 65_535, 'must be ports between 1 and 65535'),
      )
      .optional(),
  ),
  NEVER_DIAL: listOf(
    isListener,
    'must be hosts with their port, such as db.example.com:5432 or [2001:db8::1]:5432, with commas between',
  ).transform((parts) => parts?.map(asListener)),
  DNS_SERVERS: listOf(
    isNameServer,
    'must be IP addresses, with or without a port, such as 10.0.0.2 or [2001:db8::1]:53, with commas between',
  ),
  TLS_EXTRA_CA_FILE: z.string().min(1).optional(),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .default('info'),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/, 'must be 16 to 200 characters without spaces')
    .optional(),
  AWS_REGION: z.string().optional(),
  AWS_DEFAULT_REGION: z.string().optional(),
  AWS_ENDPOINT_URL: z.url('must be an address such as https://host:port').optional(),
  LAVA_REALM: z.string().optional(),
  LAVA_JOB_ID: z.string().optional(),
  LAVA_RS_PASSWORD_DURATION: z.string().optional(),
  LAVA_SERVER: z.url('must be an address such as https://lava.example.com').optional(),
  LAVA_TOKEN: z.string().optional(),
  E2E_BASE_URL: z.url('must be an address such as http://127.0.0.1:3000').optional(),
  E2E_BODIES: z.string().min(1).optional(),
  CHROMIUM_PATH: z.string().min(1).optional(),
});

const schema = settings.superRefine((env, context) => {
  const wrong = (name: string, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  if (!LOOPBACK.includes(env.HOST) && !env.PUBLIC_URL) {
    wrong(
      'HOST',
      'must be a loopback address unless PUBLIC_URL says at which https:// address people reach the console: passwords never travel in the clear',
    );
  }
  const oidc = ['OIDC_DISCOVERY_URL', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
  if (oidc.some((name) => env[name])) {
    for (const name of oidc)
      if (!env[name]) wrong(name, `must be set, since ${oidc.find((one) => env[one])} is`);
  }
});

export type Env = z.infer<typeof schema>;

/** What the command line goes by. It serves nothing, so that a wrong PORT or HOST does not concern it. */
const cliSchema = settings.pick({
  TESTING: true,
  ALLOW_LOOPBACK: true,
  ALLOWED_HOSTS: true,
  ALLOWED_CIDRS: true,
  ALLOWED_PORTS: true,
  DNS_SERVERS: true,
  TLS_EXTRA_CA_FILE: true,
  AWS_REGION: true,
  AWS_DEFAULT_REGION: true,
  AWS_ENDPOINT_URL: true,
  LAVA_REALM: true,
  LAVA_JOB_ID: true,
  LAVA_RS_PASSWORD_DURATION: true,
});

export type CliEnv = z.infer<typeof cliSchema>;

/** What the commands that work on a store go by besides. */
const storeSchema = settings.pick({
  DATABASE_URL: true,
  DATA_DIR: true,
  LAVA_REALM: true,
  LAVA_SERVER: true,
  LAVA_TOKEN: true,
});

/** The names of all settings, for the test that compares them with `.env.example`. */
export const SETTING_NAMES: readonly string[] = Object.keys(settings.shape);

type Source = Readonly<Record<string, string | undefined>>;

let lastRead: { readonly given: readonly (string | undefined)[]; readonly env: Env } | undefined;

/**
 * Reads the settings. An empty value counts as unset. They are read several times in every request, and understood anew
 * only when one of them has changed.
 *
 * @throws {EnvError} naming every wrong setting and what is allowed
 */
export function readEnv(source: Source = process.env): Env {
  const given = SETTING_NAMES.map((name) => source[name]);
  const same = lastRead?.given.every((value, at) => value === given[at]) === true;
  if (lastRead && same) return lastRead.env;
  const env = Object.freeze(parseEnv(schema, source));
  lastRead = { given, env };
  return env;
}

/**
 * Reads the settings as `readEnv` does, and looks at the file that one of them names: once, at the start.
 *
 * @throws {EnvError} naming every wrong setting and what is allowed
 */
export function readEnvAtStart(source: Source = process.env): Env {
  const env = readEnv(source);
  const file = env.TLS_EXTRA_CA_FILE;
  const why = file && whyNoAuthorities(file);
  if (why) {
    throw new EnvError(
      `TLS_EXTRA_CA_FILE must be a file of certificates in PEM (it is "${file.slice(0, 80)}": ${why})`,
    );
  }
  return env;
}

function whyNoAuthorities(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    if (!text.includes('-----BEGIN CERTIFICATE-----')) return 'it holds no certificate';
    new X509Certificate(text);
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') return 'there is no such file';
    return code.startsWith('ERR_') ? 'its certificate cannot be read' : `it cannot be read, ${code}`;
  }
}

/**
 * Reads the settings of the command line, as `readEnv` does.
 *
 * @throws {EnvError} naming every wrong setting and what is allowed
 */
export function readCliEnv(source: Source = process.env): CliEnv {
  return parseEnv(cliSchema, source);
}

/**
 * Reads the settings of the commands that work on a store, as `readEnv` does.
 *
 * @throws {EnvError} naming every wrong setting and what is allowed
 */
export function readStoreEnv(source: Source = process.env): z.infer<typeof storeSchema> {
  return parseEnv(storeSchema, source);
}

function parseEnv<T>(shape: z.ZodType<T>, source: Source): T {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = shape.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    // An address may hold a password.
    const hidden = given[name] === undefined || /(_URL|SECRET|TOKEN|_KEY)$/.test(name);
    const shown = hidden ? '' : ` (it is "${String(given[name]).slice(0, 80)}")`;
    return `${name} ${issue.message}${shown}`;
  });
  throw new EnvError(lines.join('\n'));
}

/** What a process needs to run at all: the environment of one that is to hold no setting and no secret. */
export function bareEnv(source: Source = process.env): NodeJS.ProcessEnv {
  const names = ['PATH', 'NODE_ENV', 'TMPDIR', 'SystemRoot'];
  const kept = names.flatMap((name) => (source[name] ? [[name, source[name]]] : []));
  return Object.fromEntries(kept) as NodeJS.ProcessEnv;
}

const AWS_SETTINGS = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
] as const;

/** The settings that point at a real AWS, by name; an endpoint override counts too. */
export function configuredAws(source: Readonly<Record<string, string | undefined>> = process.env): string[] {
  const endpoints = Object.keys(source).filter((name) => name.startsWith('AWS_ENDPOINT_URL'));
  return [...AWS_SETTINGS, ...endpoints].filter((name) => source[name]);
}
