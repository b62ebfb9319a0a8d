import type { ProbeCode } from '../connectors/probe-codes';
import { ProbeStop } from './probe-stop';

/** Failures that any stage talking to the server can end with. */

export function serverSilent(): ProbeStop {
  return new ProbeStop('SERVER_SILENT', {
    message: 'The server accepted the connection and then said nothing.',
    hint: 'This is often a proxy, a load balancer without a target, or another service on that port. Check host and port.',
  });
}

export function notAPostgresServer(cause?: unknown): ProbeStop {
  return new ProbeStop(
    'NOT_A_POSTGRES_SERVER',
    {
      message: 'Whatever listens there does not speak the language of Redshift and PostgreSQL.',
      hint: 'Compare host and port with the endpoint in the AWS console: another service answers on that port.',
      field: 'port',
    },
    { cause },
  );
}

export function answerTooLarge(): ProbeStop {
  return new ProbeStop('ANSWER_TOO_LARGE', {
    message: 'The server sent, or announced, far more than a database does here. The connection was cut.',
    hint: 'Check host and port: this is hardly the database.',
    field: 'host',
  });
}

export function outOfTime(): ProbeStop {
  return new ProbeStop('DEADLINE', {
    message: 'The server was still answering when the time for the test was up.',
    hint: 'Try again. If it stays, the cluster is overloaded or resuming, or this is not the database.',
  });
}

/** What an error of an open socket means, and the end of one that closed without an error. */
export function connectionLost(error?: unknown): ProbeStop {
  if (error instanceof ProbeStop) {
    return error;
  }
  const reset =
    error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
  const code: ProbeCode = reset ? 'CONNECTION_RESET' : 'CONNECTION_CLOSED';
  return new ProbeStop(
    code,
    {
      message: reset ? 'The server cut the connection.' : 'The server closed the connection without a word.',
      hint: 'The cluster may be restarting, or a proxy in between has no target. Check host and port, then try again.',
    },
    { cause: error },
  );
}
