import { lavaTypeOf } from '../../connectors/lava-types';
import { Secret } from '../../connectors/secret';
import type { Spec } from '../../connectors/spec';
import { subtypeOf, type TlsBehaviour, tlsBehaviourOf } from '../../connectors/tls-behaviour';
import type { DriverKind } from '../backend-frames';
import { ProbeStop } from '../probe-stop';
import type { Step } from '../step';

/** What the driver will do on the wire. */
export interface DriverPlan {
  /** Absent where this test does not know what the driver says once it is connected. */
  readonly dialogue?: {
    readonly driver: DriverKind;
    readonly tls: TlsBehaviour;
    readonly login: { readonly user: string; readonly password: Secret; readonly database: string };
  };
}

/**
 * Whether lava's driver would take the settings at all, before anything is dialled. Throws `ProbeStop` with
 * `SUBTYPE_UNSUPPORTED`, `DATABASE_EMPTY`, `USER_EMPTY`, `PASSWORD_EMPTY` or `LOGIN_NOT_TEXT`; with `NOT_TESTABLE_HERE`
 * for a type that lives in a file.
 */
export function driverStage(spec: Spec): Step<DriverPlan> {
  const dialect = lavaTypeOf(spec.type)?.dialect;
  const subtype = subtypeOf(spec);
  if (dialect === 'sqlite3') {
    throw notTestable('A SQLite database is a file on the worker: there is nothing to dial.');
  }
  if (dialect !== 'redshift' && dialect !== 'postgresql') {
    return {
      value: {},
      message: 'This test can look at the network only for this type.',
    };
  }
  if (typeof subtype !== 'string' || !TAKEN[dialect].includes(subtype)) {
    throw new ProbeStop('SUBTYPE_UNSUPPORTED', {
      message:
        subtype === 'pygresql'
          ? 'PyGreSQL no longer works with Redshift.'
          : 'lava has no driver of that name for the type.',
      hint:
        dialect === 'redshift'
          ? 'Leave subtype out for pg8000, or set it to redshift for the driver of AWS. Case matters.'
          : 'Leave subtype out for pg8000. Case matters.',
      field: 'subtype',
    });
  }
  const login = {
    user: text(spec.user, 'user', 'USER_EMPTY'),
    password: password(spec.password),
    database: text(spec.database, 'database', 'DATABASE_EMPTY'),
  };
  const driver = { awsDriver: subtype === 'redshift', redshift: dialect === 'redshift' };
  const tls = tlsBehaviourOf(spec);
  return {
    value: tls ? { dialogue: { driver, tls, login } } : {},
    message: tls
      ? `The driver ${subtype} ${tls.summary}.`
      : `What the driver ${subtype} does about TLS is not known here.`,
    details: { driver: subtype },
  };
}

const TAKEN: Readonly<Record<'redshift' | 'postgresql', readonly string[]>> = {
  redshift: ['pg8000', 'redshift'],
  postgresql: ['pg8000', 'pygresql'],
};

/** What ends the test where it cannot follow the driver any further. */
export function notTestable(message: string): ProbeStop {
  return new ProbeStop('NOT_TESTABLE_HERE', {
    message,
    hint: 'This test logs in to Redshift and PostgreSQL only. Run a small job with the connection to be sure.',
    field: 'type',
    state: 'warning',
    outcome: 'undecided',
  });
}

function password(value: unknown): Secret {
  const isText = value instanceof Secret && value.form === 'text';
  return new Secret(text(isText ? value.reveal() : value, 'password', 'PASSWORD_EMPTY'));
}

function text(
  value: unknown,
  field: 'user' | 'password' | 'database',
  empty: 'USER_EMPTY' | 'PASSWORD_EMPTY' | 'DATABASE_EMPTY',
): string {
  if (value === undefined || value === null || value === '') {
    throw new ProbeStop(empty, {
      message: `The ${field} is empty: no login can work with it.`,
      hint: HINTS[field],
      field,
    });
  }
  // A NUL would end the value early on the wire and smuggle in what follows.
  if (typeof value !== 'string' || value.includes('\0')) {
    throw new ProbeStop('LOGIN_NOT_TEXT', {
      message: `The ${field} is not plain text.`,
      hint: 'Give it as text without control characters. When it comes from a secret, its JSON value must be a string.',
      field,
    });
  }
  return value;
}

const HINTS = {
  user: 'Set user, or let the secret supply it under the key username.',
  password: 'Store the password in the SSM parameter or secret; an empty one also keeps lava from using IAM.',
  database: 'Set database, or let the secret supply it under the key dbname.',
} as const;
