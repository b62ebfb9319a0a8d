import { isRefusal, type Refusal } from './fixture';

const STATUS: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  ClusterNotFound: 404,
  MissingAuthenticationToken: 403,
  MissingAuthenticationTokenException: 403,
  IncompleteSignature: 400,
  InternalFailure: 500,
  ServiceUnavailable: 503,
};

/** An answer that AWS gives as an error. Without a message none is sent, as SSM does for `ParameterNotFound`. */
export class AwsError extends Error {
  readonly status: number;

  constructor(
    readonly code: string,
    message = '',
    status?: number,
  ) {
    super(message);
    this.status = status ?? STATUS[code] ?? 400;
  }
}

/** Returns the entry, or throws the AWS error that the fixture orders. */
export function granted<T>(entry: T | Refusal): T {
  if (isRefusal(entry)) throw new AwsError(entry.error, entry.message, entry.status);
  return entry;
}
