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
  /** Seconds to wait before the same may succeed. */
  readonly retryAfter?: number;
}

/** A refusal with words for people. Anything else that is thrown is a fault and becomes `UNEXPECTED`. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';

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

/** The error as the browser may see it: a service's own words, or that the server failed and where to look. */
export function errorDto(error: unknown, requestId: string): ErrorDto {
  if (error instanceof ServiceError) return error.toDto();
  return {
    code: 'UNEXPECTED',
    message: `The server failed while doing this (request ${requestId}).`,
    hint: 'Nothing was changed. Try again; if it stays, look for the request id in the server log.',
  };
}
