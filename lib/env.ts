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

const flag = z
  .enum(['on', 'off', '1', '0', 'true', 'false'], 'must be on or off')
  .transform((value) => value === 'on' || value === '1' || value === 'true')
  .default(false);

const list = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
  .optional();

const schema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address')
    .optional(),
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
    .enum(
      ['127.0.0.1', '::1', 'localhost'],
      'must be a loopback address: nobody signs in yet, so only this machine may reach the console',
    )
    .default('127.0.0.1'),
  PORT: port(3000),
  DATA_DIR: z.string().min(1).default('.data'),
  SANDBOX: z.enum(['auto', 'on', 'off'], 'must be auto, on or off').default('auto'),
  SANDBOX_PORT: port(15_439),
  ALLOW_LOOPBACK: flag,
  ALLOWED_HOSTS: list,
  ALLOWED_CIDRS: list,
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
  DNS_SERVERS: list,
  TLS_EXTRA_CA_FILE: z.string().min(1).optional(),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .default('info'),
  AWS_REGION: z.string().optional(),
  AWS_DEFAULT_REGION: z.string().optional(),
  AWS_ENDPOINT_URL: z.url('must be an address such as https://host:port').optional(),
  LAVA_REALM: z.string().optional(),
  LAVA_JOB_ID: z.string().optional(),
  LAVA_RS_PASSWORD_DURATION: z.string().optional(),
  E2E_BASE_URL: z.url('must be an address such as http://127.0.0.1:3000').optional(),
  CHROMIUM_PATH: z.string().min(1).optional(),
});

export type Env = z.infer<typeof schema>;

/** What the command line goes by. It serves nothing, so that a wrong PORT or HOST does not concern it. */
const cliSchema = schema.pick({
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
const storeSchema = schema.pick({ DATABASE_URL: true, DATA_DIR: true, LAVA_REALM: true });

/** The names of all settings, for the test that compares them with `.env.example`. */
export const SETTING_NAMES: readonly string[] = Object.keys(schema.shape);

type Source = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings. An empty value counts as unset.
 *
 * @throws {EnvError} naming every wrong setting and what is allowed
 */
export function readEnv(source: Source = process.env): Env {
  return parseEnv(schema, source);
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

function parseEnv<T>(settings: z.ZodType<T>, source: Source): T {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    // An address may hold a password.
    const shown = name.endsWith('_URL') ? '' : ` (it is "${String(given[name]).slice(0, 80)}")`;
    return `${name} ${issue.message}${shown}`;
  });
  throw new EnvError(lines.join('\n'));
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
