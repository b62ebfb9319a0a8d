import { DatabaseError } from 'pg';
import type { DriverKind } from '../backend-frames';
import { GuardedStream } from '../guarded-stream';
import { ProbeStop } from '../probe-stop';
import { type Login, QuietClient } from '../quiet-client';
import { connectionLost, outOfTime, serverSilent } from '../server-stops';
import { type LoginFacts, loginFailure } from '../sql-state';
import type { Step } from '../step';
import { type Patience, within } from '../within';
import type { Channel } from './tls';

/** Bytes a login and the one query after it may take: a real server needs about two thousand. */
const MOST_BYTES = 64 * 1024;

/** A session that is logged in. */
export interface Session {
  readonly client: QuietClient;
  readonly stream: GuardedStream;
}

/**
 * Logs in over the secured connection. Throws `ProbeStop` with what the server's SQLSTATE stands for (`PASSWORD_REFUSED`,
 * `IAM_USER_UNKNOWN`, `DATABASE_UNKNOWN`…), what its frames gave away (`AUTH_METHOD_UNSUPPORTED`,
 * `NOT_A_POSTGRES_SERVER`, `ANSWER_TOO_LARGE`…), `SERVER_SILENT` or `DEADLINE`.
 */
export async function loginStage(
  { socket }: Channel,
  login: Login,
  driver: DriverKind,
  facts: LoginFacts,
  patience: Patience,
): Promise<Step<Session>> {
  const stream = new GuardedStream(socket, { bytes: MOST_BYTES, ...driver });
  const client = new QuietClient(login, stream);
  const late = () => (stream.frames.seen === 0 ? serverSilent() : outOfTime());
  await within(patience, late, () =>
    client.connect().catch((error: unknown) => {
      throw failure(error, stream, facts);
    }),
  );
  return {
    value: { client, stream },
    message: `Logged in as ${login.user}.`,
    details: { user: login.user, database: login.database, authentication: stream.frames.authentication },
  };
}

function failure(error: unknown, stream: GuardedStream, facts: LoginFacts): ProbeStop {
  // The stream knows better than pg why it ended.
  if (stream.errored instanceof ProbeStop) {
    return stream.errored;
  }
  if (error instanceof DatabaseError) {
    return loginFailure({ sqlState: sqlStateOf(error), text: error.message }, facts);
  }
  if (stream.destroyed) {
    return connectionLost(stream.errored);
  }
  return new ProbeStop(
    'LOGIN_FAILED',
    {
      message:
        'The exchange of the password broke off: the server offered no way to give it that the driver knows.',
      hint: 'Look at how the server stores the password (md5 or scram-sha-256), and whether this is the database itself.',
    },
    { cause: error },
  );
}

/** The server's SQLSTATE, when it has the form of one. */
export function sqlStateOf(error: DatabaseError): string {
  return /^[0-9A-Z]{5}$/.test(error.code ?? '') ? (error.code ?? '') : 'unknown';
}
