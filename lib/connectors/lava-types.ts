/** How a type obtains a login of its own when the spec has no password. */
export type CredentialGenerator = 'redshift' | 'redshift-serverless' | 'rds';

export type Dialect = 'redshift' | 'postgresql' | 'mysql' | 'oracle' | 'mssql' | 'sqlite3';

/** What lava knows about one value of `type`. */
export interface LavaType {
  /** The value in lower case, as lava spells it. */
  readonly name: string;
  readonly dialect: Dialect;
  /** Absent: without a password the spec fails. */
  readonly generator?: CredentialGenerator;
}

/** The driver lava takes for a dialect when the key `subtype` is absent. */
export const DEFAULT_SUBTYPES: Readonly<Record<Dialect, string>> = {
  redshift: 'pg8000',
  postgresql: 'pg8000',
  mysql: 'pymysql',
  oracle: 'cx_oracle',
  mssql: 'pyodbc',
  sqlite3: 'sqlite3',
};

/** Every type lava's database connections know, lava 8.2.0. */
export const LAVA_TYPES: readonly LavaType[] = [
  lavaType('redshift', 'redshift', 'redshift'),
  lavaType('redshift-serverless', 'redshift', 'redshift-serverless'),
  lavaType('psql', 'postgresql'),
  lavaType('postgres', 'postgresql'),
  lavaType('postgresql', 'postgresql'),
  lavaType('postgres-aurora', 'postgresql', 'rds'),
  lavaType('postgres-rds', 'postgresql', 'rds'),
  lavaType('mysql', 'mysql'),
  lavaType('mariadb', 'mysql'),
  lavaType('mysql-aurora', 'mysql', 'rds'),
  lavaType('mysql-rds', 'mysql', 'rds'),
  lavaType('mariadb-rds', 'mysql'),
  lavaType('oracle', 'oracle'),
  lavaType('oracle-rds', 'oracle'),
  lavaType('mssql', 'mssql'),
  lavaType('sqlite3', 'sqlite3'),
];

/** lava's connections that are no databases, lava 8.2.0. */
const OTHER_TYPES: ReadonlySet<string> = new Set([
  'aws',
  'docker',
  'email',
  'generic',
  'git',
  'scp',
  'ses',
  'sftp',
  'sharepoint',
  'slack',
  'smb',
  'ssh',
]);

/** Whether lava knows the type as something other than a database; case ignored, as for databases. */
export function isOtherType(value: unknown): boolean {
  return typeof value === 'string' && OTHER_TYPES.has(value.toLowerCase());
}

const BY_NAME = new Map(LAVA_TYPES.map((type) => [type.name, type]));

/**
 * lava's look-up of a spec's `type`: in lower case, not trimmed. Undefined for unknown types and for values that are
 * no text, which lava refuses.
 */
export function lavaTypeOf(value: unknown): LavaType | undefined {
  return typeof value === 'string' ? BY_NAME.get(value.toLowerCase()) : undefined;
}

/** The dialect lava gives a spec of this `type`; undefined where lava refuses the type. */
export function dialectOf(value: unknown): Dialect | undefined {
  return lavaTypeOf(value)?.dialect;
}

function lavaType(name: string, dialect: Dialect, generator?: CredentialGenerator): LavaType {
  return { name, dialect, ...(generator && { generator }) };
}
