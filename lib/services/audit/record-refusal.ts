import { type Actor, NOBODY } from '../../auth/actor';
import { echo } from '../../connectors/echo';
import { type Prisma, prisma, Sql } from '../../db/prisma';
import { log } from '../../log';
import { currentRequest } from '../../request-scope';
import type { ServiceContext } from '../context';
import type { ServiceError } from '../errors';
import { storableJson } from '../storable-json';
import { eventRow } from './write-audit-event';

/** So many refusals a minute of one person (or, of nobody in particular, from one address) are recorded. */
const MOST_A_MINUTE = 30;

/** What somebody was refused. */
export interface Refused {
  /** The permission it takes; or `token`, `link`, `sign-in`, `origin`, `limit`, `rule`, `action`, `metrics`. */
  readonly permission: string;
  readonly realm?: string | undefined;
  readonly because?: string;
}

/**
 * Records that somebody was refused, apart from any transaction, which the refusal ends. What was asked for comes from
 * the request. One event a minute for the same person and the same thing, and a limited number in all: whoever tries
 * again and again must not fill the trail. Who is not known is told apart by address alone.
 */
export async function recordRefusal(context: ServiceContext, refused: Refused): Promise<void> {
  const { permission, realm, because } = refused;
  const { act, subject } = currentRequest() ?? {};
  const row = eventRow(context, {
    action: 'access.refused',
    realm: realm?.replaceAll('\0', '').slice(0, 80),
    target: permission,
    outcome: 'refused',
  });
  const details = storableJson({
    ...(because && { because }),
    ...(act && { act: echo(act) }),
    ...(subject && { subject: echo(subject) }),
  });
  await prisma().$executeRaw`
    insert into "AuditEvent"
      ("id", "actor", "actorId", "address", "requestId", "realm", "action", "target", "outcome", "details")
    select gen_random_uuid(), ${row.actor}, ${row.actorId}, ${row.address}, ${row.requestId}, ${row.realm},
      ${row.action}, ${row.target}, ${row.outcome}, ${details}::json
    from (
      select count(*) as "all", count(*) filter (where ${sameThing(context.actor, row, details)}) as "same"
      from "AuditEvent" e
      where e."at" > now() - interval '1 minute' and e."action" = ${row.action}
        and e."actorId" is not distinct from ${row.actorId}
        and (not ${isNobody(context.actor)} or e."address" is not distinct from ${row.address})
    ) lately
    where lately."same" = 0 and lately."all" < ${MOST_A_MINUTE}`;
}

/** The same, for what is refused in any case: where the event cannot be written, the log says so. */
export async function recordRefusalOrLog(context: ServiceContext, refused: Refused): Promise<void> {
  try {
    await recordRefusal(context, refused);
  } catch (failure) {
    log.error({ err: failure, requestId: context.requestId }, 'a refusal could not be recorded');
  }
}

/** Records the refusal, and returns the error to throw for it, which then is not recorded again. */
export async function refused(
  context: ServiceContext,
  what: Refused,
  error: ServiceError,
): Promise<ServiceError> {
  await recordRefusal(context, what);
  error.recorded = true;
  return error;
}

function isNobody(actor: Actor): boolean {
  return actor.id === NOBODY.id;
}

function sameThing(actor: Actor, row: Prisma.AuditEventCreateManyInput, details: string): Prisma.Sql {
  const same = Sql.sql`e."target" = ${row.target} and e."realm" is not distinct from ${row.realm}`;
  return isNobody(actor) ? same : Sql.sql`${same} and e."details"::text = ${details}`;
}
