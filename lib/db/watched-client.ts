import { Duplex } from 'node:stream';
import pg from 'pg';
import { databaseFault } from './database-answers';
import { fromDatabase } from './unavailable';

/** A query that takes this long makes the client ask whether the database is still there, and again after as long. */
const LOOK_AFTER_MS = 1_500;

/**
 * A client whose queries fail soon after the database has stopped answering, however long they may take while it does.
 * A database that hangs, or a network that swallows packets, otherwise shows only at the end of the longest wait. Its
 * errors are marked as those of the database, which a socket's own do not tell.
 */
export function watchedClient(databaseUrl: string): typeof pg.Client {
  return class WatchedClient extends pg.Client {
    #pending = 0;
    #timer: NodeJS.Timeout | undefined;

    // biome-ignore lint/suspicious/noExplicitAny: as `query`.
    override connect(...args: any[]): any {
      return settling(super.connect.bind(this), args, () => undefined);
    }

    // biome-ignore lint/suspicious/noExplicitAny: pg has ten overloads, passed on as they are.
    override query(...args: any[]): any {
      this.#pending += 1;
      this.#watch();
      return settling(super.query.bind(this), args, () => {
        this.#pending -= 1;
        if (this.#pending === 0) clearTimeout(this.#timer);
      });
    }

    #watch(): void {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(async () => {
        const fault = await databaseFault(databaseUrl);
        if (this.#pending === 0) return;
        if (fault) this.#hangUp(fault);
        else this.#watch();
      }, LOOK_AFTER_MS);
      this.#timer.unref();
    }

    #hangUp(cause: Error): void {
      const stream: unknown = Reflect.get(Reflect.get(this, 'connection') ?? {}, 'stream');
      if (stream instanceof Duplex) stream.destroy(new Error('The database does not answer.', { cause }));
    }
  };
}

/** Calls a function of pg, which takes a callback or returns a promise, and marks its error either way. */
function settling(call: (...args: never[]) => unknown, args: unknown[], settled: () => void): unknown {
  const callback = args.at(-1);
  if (typeof callback === 'function') {
    const marked = (error: unknown, ...rest: unknown[]) => {
      settled();
      return Reflect.apply(callback, undefined, [fromDatabase(error), ...rest]);
    };
    return Reflect.apply(call, undefined, [...args.slice(0, -1), marked]);
  }
  const result: unknown = Reflect.apply(call, undefined, args);
  if (!(result instanceof Promise)) return result;
  return result.then(
    (value) => {
      settled();
      return value;
    },
    (error) => {
      settled();
      throw fromDatabase(error);
    },
  );
}
