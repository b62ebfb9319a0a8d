import { type Db, prisma } from '../db/prisma';
import { authRequest } from './auth-request';

/** What better-auth writes beside a second factor when a code is wrong, and when it forgets about that. */
const COUNTERS = ['failedVerificationCount', 'lockedUntil'];

/**
 * The client that better-auth works with. The first change of a request opens the request's transaction, and whatever
 * follows is done there, so that changes and their events stand or fall together.
 */
export function authDb(): Db {
  return new Proxy(prisma(), {
    get: (client, name) => {
      // Within the request's transaction there is no other: better-auth then goes on in that one.
      if (name === '$transaction' && authRequest().transaction.opened) return undefined;
      const own: unknown = Reflect.get(client, name);
      if (typeof own === 'function') return own.bind(client);
      // Attempts are counted at once, whatever becomes of the request.
      return typeof name === 'string' && name !== 'rateLimit' && isModel(own) ? joining(own, name) : own;
    },
  });
}

/** The model, whose operations join the request's transaction. */
function joining(model: object, name: string): object {
  return new Proxy(model, {
    get: (_, operation) => {
      const own: unknown = Reflect.get(model, operation);
      if (typeof own !== 'function' || typeof operation !== 'string') return own;
      return async (...args: unknown[]): Promise<unknown> => {
        const { transaction } = authRequest();
        const db = await (isChange(name, operation, args[0]) ? transaction.open() : transaction.opened);
        return db ? call(Reflect.get(db, name), operation, args) : Reflect.apply(own, model, args);
      };
    },
  });
}

function call(model: object, operation: string, args: unknown[]): unknown {
  return Reflect.apply(Reflect.get(model, operation), model, args);
}

/**
 * Whether it opens the transaction. What is only counted, used up or tidied away does not: a wrong code counts and a
 * challenge is spent though the request is refused, and nothing waits for the company's server with a transaction open.
 * Sessions are tidied away by whoever shows the cookie of one that is over; to end one on purpose opens it before.
 */
function isChange(model: string, operation: string, query: unknown): boolean {
  if (/^(find|count)/.test(operation) || model === 'verification') return false;
  if (model === 'session' && operation.startsWith('delete')) return false;
  const data: unknown = isObject(query) ? Reflect.get(query, 'data') : undefined;
  return !(
    model === 'twoFactor' &&
    isObject(data) &&
    Object.keys(data).every((key) => COUNTERS.includes(key))
  );
}

/** Prisma keeps other things in its client as well. */
function isModel(value: unknown): value is object {
  return isObject(value) && typeof Reflect.get(value, 'findFirst') === 'function';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
