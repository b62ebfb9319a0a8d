import type { Credentials, Trace } from '../resolution/resolution';
import type { Expected } from './stages/identity';

/**
 * Who the session should be. Redshift's temporary login `IAM:etl` works as the existing user `etl`; a serverless one
 * may be a user of its own under the full name.
 */
export function expectedIdentity(
  login: { readonly user: string; readonly database: string },
  credentials: Credentials | undefined,
): Expected {
  const { database } = login;
  if (credentials?.method !== 'iam') {
    return { users: [login.user], database };
  }
  const requested = credentials.minted?.requestedUser;
  return requested === undefined
    ? { users: [login.user, login.user.replace(/^IAM:/, '')], database }
    : { users: [requested], database };
}

/** Where the password came from, for people: "the SSM parameter /lava/dev/etl". */
export function passwordOrigin(trace: Trace | undefined): string {
  const origin = trace?.password;
  switch (origin?.source) {
    case 'ssm':
      return `the SSM parameter ${origin.parameter}`;
    case 'secret':
      return `the secret ${origin.secretId}`;
    default:
      return 'the store it comes from';
  }
}
