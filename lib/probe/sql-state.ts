import type { ProbeCode } from '../connectors/probe-codes';
import type { CredentialMethod, Credentials } from '../resolution/resolution';
import { ProbeStop } from './probe-stop';
import type { Encryption } from './stages/tls';

/** What the reason for a refused login is judged by, besides the server's error. */
export interface LoginFacts {
  readonly encryption: Encryption;
  readonly credentials?: Credentials;
  /** What the password came from, e.g. "the SSM parameter /lava/dev/etl"; never the password. */
  readonly passwordFrom: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A server's error during login, reduced to what we use: its words are only looked at, never shown. */
export interface ServerError {
  readonly sqlState: string;
  readonly text: string;
}

const PLAIN_MEANINGS: Readonly<
  Record<string, { code: ProbeCode; message: string; hint: string; field?: string }>
> = {
  '3D000': {
    code: 'DATABASE_UNKNOWN',
    message: 'The login is accepted, but the server has no database of that name.',
    hint: 'Correct database; names are case-sensitive. It is created with CREATE DATABASE.',
    field: 'database',
  },
  '42501': {
    code: 'DATABASE_NOT_PERMITTED',
    message: 'The user exists but may not connect to that database.',
    hint: 'Let an administrator of the database run GRANT CONNECT (PostgreSQL) or GRANT USAGE for the user.',
    field: 'database',
  },
  '53300': {
    code: 'TOO_MANY_CONNECTIONS',
    message: 'The server has no connection left.',
    hint: 'Wait, or close sessions: lava jobs keep one open while they run. Redshift allows 500 per cluster; a user may have a limit of its own (CONNECTION LIMIT).',
  },
  '57P03': {
    code: 'SERVER_NOT_READY',
    message: 'The server is starting or stopping and takes no logins.',
    hint: 'Try again in a few minutes; look at the state of the cluster in the AWS console.',
  },
};

/** The failure that a server's refusal of a login stands for. Keeps the SQLSTATE in the details. */
export function loginFailure({ sqlState, text }: ServerError, facts: LoginFacts): ProbeStop {
  const details = { sqlState };
  const plain = PLAIN_MEANINGS[sqlState];
  if (plain) {
    const { code, ...notes } = plain;
    return new ProbeStop(code, { ...notes, details });
  }
  if (!sqlState.startsWith('28')) {
    return new ProbeStop('LOGIN_FAILED', {
      message: 'The server refused the login for a reason of its own.',
      hint: 'Look the SQLSTATE up in the PostgreSQL documentation, and look into the log of the server.',
      details,
    });
  }
  if (facts.encryption === 'plaintext' && /\bssl\b|encrypt/i.test(text)) {
    return new ProbeStop('TLS_DEMANDED_BY_SERVER', {
      message: 'The server only takes encrypted connections, and the driver came without TLS.',
      hint: 'Set ssl to true.',
      field: 'ssl',
      details,
    });
  }
  if (/pg_hba/i.test(text)) {
    return new ProbeStop('ADDRESS_NOT_ADMITTED', {
      message: 'The server has no rule that admits this user, database and client address.',
      hint: 'Its rules (pg_hba.conf) go by the address of the client: the workers may be admitted where this console is not.',
      details,
    });
  }
  return credentialsRefused(facts, details);
}

function credentialsRefused(facts: LoginFacts, details: { readonly sqlState: string }): ProbeStop {
  const { credentials, passwordFrom, now } = facts;
  if (credentials?.expiresAt && credentials.expiresAt.getTime() <= now) {
    return new ProbeStop('CREDENTIALS_EXPIRED', {
      message: 'The temporary credentials had expired when they were used.',
      hint: 'Test again with new ones. If it happens with fresh credentials, compare the clocks of this machine and AWS.',
      details: { ...details, expiredAt: credentials.expiresAt.toISOString() },
    });
  }
  const method: CredentialMethod | undefined = credentials?.method;
  if (method === 'iam') {
    const user = credentials?.minted?.requestedUser ?? 'the user';
    return new ProbeStop('IAM_USER_UNKNOWN', {
      message: `AWS handed out credentials, but the database does not let ${user} in: most likely it has no such user.`,
      hint: `GetClusterCredentials does not check that the user exists, and lava creates none. Let an administrator of the database run: CREATE USER ${quoted(user)} PASSWORD DISABLE;`,
      field: 'user',
      details,
    });
  }
  if (method === 'rds-token') {
    return new ProbeStop('PASSWORD_REFUSED', {
      message: 'The server refused the IAM token.',
      hint: 'IAM authentication must be on for the instance, the user must have the role rds_iam, and the worker the permission rds-db:connect.',
      field: 'user',
      details,
    });
  }
  return new ProbeStop('PASSWORD_REFUSED', {
    message: `The server refused the user or the password from ${passwordFrom}.`,
    hint: `Compare user with the database, and store the current password in ${passwordFrom}. A password changed in one of the two places only is the usual reason.`,
    field: method === 'secret' ? 'secret_id' : 'password',
    details,
  });
}

/** A plain lower-case name as it is, everything else in double quotes, as SQL wants it. */
function quoted(user: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(user) ? user : `"${user.replaceAll('"', '""')}"`;
}
