import { randomUUID } from 'node:crypto';
import { prisma } from '../db/prisma';
import { keepTrying } from './keep-trying';

/** After so many minutes without a sign of life, who began is gone: longer than any transaction of theirs may take. */
const LEASE_MINUTES = 8;

/** Which request it is, of whom, for what. */
interface RequestMark {
  readonly id: string;
  readonly actor: string;
  readonly action: string;
}

/** One try at a request, which alone may say how that ended. */
export interface Attempt {
  /** Tells that it goes on. */
  sign(): Promise<void>;
  /** Keeps what is to be answered to the same request. */
  keep(answer: { readonly input: string; readonly done: true; readonly answer?: unknown }): Promise<void>;
  /** Leaves nothing of the request. */
  forget(): Promise<void>;
}

/**
 * Begins a request, or one of the same person that was begun and given up; undefined: it was begun before. The clock is
 * that of the database, which all instances share.
 */
export async function beginAttempt(
  { id, actor, action }: RequestMark,
  input: string,
): Promise<Attempt | undefined> {
  const by = randomUUID();
  const db = prisma();
  const attempt: Attempt = {
    async sign() {
      await db.$executeRaw`
        update "DoneRequest" set "at" = now() where "id" = ${id}::uuid and "answer"->>'by' = ${by}`;
    },
    async keep(answer) {
      await db.$executeRaw`
        update "DoneRequest" set "answer" = ${JSON.stringify(answer)}::json, "at" = now()
        where "id" = ${id}::uuid and "answer"->>'by' = ${by}`;
    },
    async forget() {
      await db.$executeRaw`delete from "DoneRequest" where "id" = ${id}::uuid and "answer"->>'by' = ${by}`;
    },
  };
  try {
    const begun = await db.$executeRaw`
      insert into "DoneRequest" as "before" ("id", "actor", "action", "answer", "at")
      values (${id}::uuid, ${actor}, ${action}, ${JSON.stringify({ input, by })}::json, now())
      on conflict ("id") do update set "answer" = excluded."answer", "at" = excluded."at"
      where "before"."actor" = excluded."actor" and "before"."action" = excluded."action"
        and "before"."answer"->'done' is null and "before"."answer"->'answer' is null
        and "before"."at" < now() - make_interval(mins => ${LEASE_MINUTES})`;
    return begun === 0 ? undefined : attempt;
  } catch (error) {
    // It may be there all the same.
    void keepTrying(attempt.forget);
    throw error;
  }
}
