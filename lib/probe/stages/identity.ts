import type { Step } from '../step';
import type { Identity } from './query';

export interface Expected {
  /** The database user the login works as; more than one where AWS's prefix may or may not be part of the name. */
  readonly users: readonly [string, ...string[]];
  readonly database: string;
}

/** Whether the server sees the user and database the spec asks for. Never fails: another identity is a warning. */
export function identityStage(found: Identity, expected: Expected): Step<Identity> {
  const [user] = expected.users;
  const isUser = expected.users.some((name) => same(found.user, name));
  const details = { expectedUser: user, expectedDatabase: expected.database };
  if (isUser && same(found.database, expected.database)) {
    return { value: found, message: `The session works as ${found.user} in ${found.database}.`, details };
  }
  return {
    value: found,
    message: `The session works as ${found.user} in ${found.database}, not as ${user} in ${expected.database}.`,
    warning: {
      code: 'IDENTITY_UNEXPECTED',
      hint: 'A proxy or a setting of the user on the server (SET ROLE) changes it. Make sure that jobs get the rights you mean.',
      field: isUser ? 'database' : 'user',
    },
    details,
  };
}

/** Redshift folds names to lower case unless they were quoted. */
function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
