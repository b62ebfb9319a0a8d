import { type Db, prisma } from '../db/prisma';

/**
 * A transaction that begins with the first change of a request and ends when somebody says how. Until then it takes no
 * connection: most of a sign-in is spent on hashing a password or waiting for the company's server.
 */
export class LateTransaction {
  #db: Promise<Db> | undefined;
  #ended: Promise<void> = Promise.resolve();
  #end: (last: ((db: Db) => Promise<void>) | null) => void = () => undefined;

  /** Its client; undefined as long as nothing was changed. */
  get opened(): Promise<Db> | undefined {
    return this.#db;
  }

  /** Its client, from the first change on. */
  open(): Promise<Db> {
    this.#db ??= new Promise<Db>((resolve, reject) => {
      const last = new Promise<((db: Db) => Promise<void>) | null>((end) => {
        this.#end = end;
      });
      this.#ended = prisma().$transaction(async (db) => {
        resolve(db);
        const work = await last;
        if (!work) throw new Error('The request was refused.');
        await work(db);
      });
      this.#ended.catch(reject);
    });
    return this.#db;
  }

  /** Does the work as the last thing in it and commits both. Where nothing was changed, the work stands alone. */
  async commit(work: (db: Db) => Promise<void>): Promise<void> {
    if (!this.#db) return work(prisma());
    this.#end(work);
    await this.#ended;
  }

  /** Undoes what was changed. */
  async rollBack(): Promise<void> {
    this.#end(null);
    await this.#ended.catch(() => undefined);
  }
}
