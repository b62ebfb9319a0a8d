import { type Unavailable, whyUnavailable } from '../db/unavailable';

/** What can go wrong in a service, as a closed list; `lib/actions` and the route handlers map it once. */
export const ERROR_STATUS = {
  INVALID_INPUT: 422,
  NOT_FOUND: 404,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CONFLICT: 409,
  ALREADY_EXISTS: 409,
  TOO_MANY: 429,
  TOO_LARGE: 413,
  UNAVAILABLE: 503,
  UNEXPECTED: 500,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** One wrong value: where, and what to do about it. `path` is the field's name, or a dotted path. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
  readonly code?: string;
}

/** An error as the browser sees it. */
export interface ErrorDto {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
  readonly problems?: readonly FieldProblem[];
}

/** A refusal with words for people. Anything else that is thrown is a fault and becomes `UNEXPECTED`. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  /** Its event is written already. */
  recorded = false;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly extra: Omit<ErrorDto, 'code' | 'message'> = {},
  ) {
    super(message);
  }

  toDto(): ErrorDto {
    return { code: this.code, message: this.message, ...this.extra };
  }
}

const UNAVAILABLE: Readonly<Record<Unavailable, readonly [message: string, hint: string]>> = {
  unreachable: [
    'The database cannot be reached.',
    'Look at the page again before repeating a change: what was being done when the connection broke may be done or not. The console goes on by itself once the database answers.',
  ],
  refused: [
    'The database refuses the console.',
    "An operator checks the user, password and database in DATABASE_URL, and PostgreSQL's own log.",
  ],
  unprepared: [
    'The database is not prepared for this version of the console yet.',
    'Nothing was changed. The server brings it up to date by itself; if this stays, /readyz says what is missing.',
  ],
  busy: ['The database did not get to this in time.', 'Nothing was changed. Try again in a moment.'],
};

/** The refusal that a failure of the database comes to; undefined: the error is of another kind. */
export function databaseRefusal(error: unknown): ServiceError | undefined {
  if (error instanceof ServiceError) return undefined;
  const why = whyUnavailable(error);
  if (why === undefined) return undefined;
  const [message, hint] = UNAVAILABLE[why];
  return new ServiceError('UNAVAILABLE', message, { hint });
}

/** The error as the browser may see it: a service's own words, or that the server failed and where to look. */
export function errorDto(error: unknown, requestId: string): ErrorDto {
  const refusal = error instanceof ServiceError ? error : databaseRefusal(error);
  if (refusal) return refusal.toDto();
  return {
    code: 'UNEXPECTED',
    message: `The server failed while doing this (request ${requestId}).`,
    hint: 'Nothing was changed. Try again; if it stays, look for the request id in the server log.',
  };
}
