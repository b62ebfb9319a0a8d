import { DatabaseError } from 'pg';
import { peerText } from '../peer-text';
import { ProbeStop } from '../probe-stop';
import { connectionLost, outOfTime, serverSilent } from '../server-stops';
import type { Step } from '../step';
import { type Patience, within } from '../within';
import { type Session, sqlStateOf } from './login';

/** Who and where the server says we are: its words, made harmless. */
export interface Identity {
  readonly user: string;
  readonly database: string;
  readonly version: string;
}

/** All of it works on PostgreSQL 8.0.2, which is what Redshift answers as. */
const QUERY = 'select current_user, current_database(), version()';

/** Runs the one query. Throws `ProbeStop` with `QUERY_FAILED`, `SERVER_SILENT`, `DEADLINE` or one of the stream's. */
export async function queryStage({ client, stream }: Session, patience: Patience): Promise<Step<Identity>> {
  const seenBefore = stream.frames.seen;
  const late = () => (stream.frames.seen === seenBefore ? serverSilent() : outOfTime());
  const { rows } = await within(patience, late, () =>
    client.query<unknown[]>({ text: QUERY, rowMode: 'array' }).catch((error: unknown) => {
      throw failure(error, stream.errored);
    }),
  );
  const [user, database, version] = rows[0] ?? [];
  if (typeof user !== 'string' || typeof database !== 'string' || typeof version !== 'string') {
    throw queryFailed('The server answered a simple query with something else.', {});
  }
  const identity = { user: peerText(user), database: peerText(database), version: peerText(version) };
  return { value: identity, message: 'The server answers queries.', details: identity };
}

function failure(error: unknown, streamError: Error | null): ProbeStop {
  if (streamError instanceof ProbeStop) {
    return streamError;
  }
  if (error instanceof DatabaseError) {
    return queryFailed('The server refused a simple query.', { sqlState: sqlStateOf(error) });
  }
  return connectionLost(streamError);
}

function queryFailed(message: string, details: { readonly [key: string]: string }): ProbeStop {
  return new ProbeStop('QUERY_FAILED', {
    message,
    hint: 'The login works, so look at the state of the cluster: it may be read-only, in maintenance, or no Redshift at all.',
    details,
  });
}
