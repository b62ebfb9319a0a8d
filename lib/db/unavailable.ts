/** Why the database could not do what was asked, where that says nothing about the request itself. */
export type Unavailable = 'unreachable' | 'refused' | 'unprepared' | 'busy';

// Prisma's codes (prisma.io/docs, "Error message reference"), PostgreSQL's (its appendix A) and those of sockets.
const CODES: readonly (readonly [RegExp, Unavailable])[] = [
  [/^(P1000|P1010|28000|28P01)$/, 'refused'],
  [/^(P1003|P2021|P2022|3D000|42P01|42703)$/, 'unprepared'],
  [/^(P2024|P2028|P2034|P2037|53300|57014|55P03|40P01|40001|25P03|25P04)$/, 'busy'],
  [/^(P1001|P1002|P1008|P1011|P1017|08\w{3}|57P0\d|53200|58\w{3})$/, 'unreachable'],
  [/^(ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENETDOWN)$/, 'unreachable'],
];

/** What `pg` and its pool say without a code. */
const WORDS: readonly (readonly [RegExp, Unavailable])[] = [
  [/timeout exceeded when trying to connect|Query read timeout/, 'busy'],
  [
    /Connection terminated|connection error and is not queryable|Client was closed|database does not answer|Cannot use a pool after calling end/,
    'unreachable',
  ],
];

const KINDS: Readonly<Record<string, Unavailable>> = {
  DatabaseNotReachable: 'unreachable',
  ConnectionClosed: 'unreachable',
  SocketTimeout: 'unreachable',
  TlsConnectionError: 'unreachable',
  DatabaseAccessDenied: 'refused',
  AuthenticationFailed: 'refused',
  DatabaseDoesNotExist: 'unprepared',
  TableDoesNotExist: 'unprepared',
  ColumnNotFound: 'unprepared',
  TooManyConnections: 'busy',
  TransactionWriteConflict: 'busy',
};

const DEPTH = 5;
const FROM_DATABASE = Symbol.for('lava-connections.from-database');

/** Marks the error as one of the connection to the database: a refused socket alone may be anybody's. */
export function fromDatabase<T>(error: T): T {
  if (error instanceof Error) Reflect.set(error, FROM_DATABASE, true);
  return error;
}

/** Why the database could not do it; undefined: the error is of another kind. */
export function whyUnavailable(error: unknown): Unavailable | undefined {
  if (!(error instanceof Error)) return undefined;
  const own = /^(PrismaClient|DriverAdapter)/.test(error.name) || Reflect.has(error, FROM_DATABASE);
  return own ? reason(error, DEPTH) : byWords(error);
}

function reason(error: unknown, depth: number): Unavailable | undefined {
  if (typeof error !== 'object' || error === null || depth === 0) return undefined;
  const within = ['cause', 'meta', 'driverAdapterError']
    .map((key) => reason(Reflect.get(error, key), depth - 1))
    .find((why) => why !== undefined);
  // The driver, within, tells more exactly than Prisma.
  return (
    within ??
    KINDS[text(error, 'kind')] ??
    byCode(text(error, 'code')) ??
    byCode(text(error, 'originalCode')) ??
    byWords(error)
  );
}

function byCode(code: string): Unavailable | undefined {
  return CODES.find(([pattern]) => pattern.test(code))?.[1];
}

function byWords(error: object): Unavailable | undefined {
  return WORDS.find(([pattern]) => pattern.test(text(error, 'message')))?.[1];
}

function text(record: object, key: string): string {
  const value: unknown = Reflect.get(record, key);
  return typeof value === 'string' ? value : '';
}
