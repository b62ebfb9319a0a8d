import { CONNECTORS } from './registry';

/** A type of connection that lava knows. */
export interface ConnectionType {
  /** As lava spells it. */
  readonly type: string;
  readonly title: string;
  readonly summary: string;
}

/** lava 8.2's types without a table of fields here: they are edited as JSON. */
export const JSON_TYPES: readonly ConnectionType[] = [
  jsonType('aws', 'AWS access', 'Access keys, or a role that jobs assume.'),
  jsonType('docker', 'Docker registry', 'A registry and a docker server for container jobs.'),
  jsonType('email', 'E-mail', 'Outgoing e-mail through SES or SMTP.'),
  jsonType('generic', 'Generic', 'Free attributes that jobs read by themselves.'),
  jsonType('git', 'Git', 'An SSH key for Git repositories.'),
  jsonType('mariadb', 'MariaDB', 'Any MariaDB server.'),
  jsonType('mariadb-rds', 'Amazon RDS for MariaDB', 'MariaDB on RDS.'),
  jsonType('mssql', 'Microsoft SQL Server', 'SQL Server through ODBC.'),
  jsonType('mysql', 'MySQL', 'Any MySQL server.'),
  jsonType('mysql-aurora', 'Amazon Aurora MySQL', 'Aurora MySQL.'),
  jsonType('mysql-rds', 'Amazon RDS for MySQL', 'MySQL on RDS.'),
  jsonType('oracle', 'Oracle', 'Any Oracle database.'),
  jsonType('oracle-rds', 'Amazon RDS for Oracle', 'Oracle on RDS.'),
  jsonType('scp', 'SCP', 'An SSH key for copying files with scp.'),
  jsonType('ses', 'Amazon SES', 'Outgoing e-mail through SES; lava prefers the type email.'),
  jsonType('sftp', 'SFTP', 'An SSH key for file transfer with sftp.'),
  jsonType('sharepoint', 'SharePoint', 'A SharePoint site.'),
  jsonType('slack', 'Slack', 'A webhook for messages to Slack.'),
  jsonType('smb', 'SMB file share', 'A Windows file share.'),
  jsonType('sqlite3', 'SQLite', 'A database in a file on the worker.'),
  jsonType('ssh', 'SSH', 'An SSH key for remote commands.'),
];

/** Every type a lava connection may have, lava 8.2.0. */
export const CONNECTION_TYPES: readonly ConnectionType[] = [...CONNECTORS, ...JSON_TYPES];

const BY_TYPE = new Map(CONNECTION_TYPES.map((one) => [one.type, one]));

/** What lava's schema says of a spec's `type`, case ignored; undefined for types it does not know. */
export function connectionTypeOf(type: unknown): ConnectionType | undefined {
  return typeof type === 'string' ? BY_TYPE.get(type.toLowerCase()) : undefined;
}

function jsonType(type: string, title: string, summary: string): ConnectionType {
  return { type, title, summary };
}
