import type { Actor } from '../../auth/actor';
import { prisma } from '../../db/prisma';
import { log } from '../../log';
import { ServiceError } from '../errors';
import { pull } from './start-pull';

/** Who pulls when nobody asked. */
const SCHEDULE: Actor = { id: 'schedule', name: 'schedule', roleIn: () => 'admin' };

/**
 * Pulls every realm whose schedule says so, to compare only: nothing here is changed. A pull that anybody made meanwhile
 * counts. Returns the realms that were pulled.
 */
export async function pullDue(now: Date = new Date()): Promise<readonly string[]> {
  const due = await prisma().$queryRaw<{ name: string }[]>`
    select r."name" from "Realm" r
    where r."pullEveryMinutes" is not null and r."connectionsTable" is not null and not exists (
      select 1 from "Pull" p where p."realmId" = r."id"
        and p."startedAt" > ${now}::timestamptz - make_interval(mins => r."pullEveryMinutes")
        and p."state" <> 'interrupted' and (p."state" <> 'running' or p."beatAt" > ${now}::timestamptz - interval '30 seconds'))
    order by r."name"`;
  const pulled: string[] = [];
  for (const { name } of due) {
    try {
      await pull({ actor: SCHEDULE, requestId: 'schedule' }, { realm: name, takeOver: false });
      pulled.push(name);
    } catch (error) {
      // Somebody else pulls it right now.
      if (!(error instanceof ServiceError)) throw error;
      log.info({ realm: name, reason: error.message }, 'a scheduled pull was left out');
    }
  }
  return pulled;
}
