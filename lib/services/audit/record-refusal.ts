import { prisma } from '../../db/prisma';
import type { ServiceContext } from '../context';
import { eventRow } from './write-audit-event';

/**
 * Records that somebody was refused, apart from any transaction, which the refusal ends. One event a minute for the same
 * person and the same thing: whoever tries again and again must not fill the trail.
 */
export async function recordRefusal(
  context: ServiceContext,
  refused: { readonly permission: string; readonly realm?: string; readonly because?: string },
): Promise<void> {
  const { permission, realm, because } = refused;
  const row = eventRow(context, {
    action: 'access.refused',
    realm: realm?.replaceAll('\0', '').slice(0, 80),
    target: permission,
    outcome: 'refused',
    details: { ...(because && { because }) },
  });
  await prisma().$executeRaw`
    insert into "AuditEvent"
      ("id", "actor", "actorId", "address", "requestId", "realm", "action", "target", "outcome", "details")
    select gen_random_uuid(), ${row.actor}, ${row.actorId}, ${row.address}, ${row.requestId}, ${row.realm},
      ${row.action}, ${row.target}, ${row.outcome}, ${JSON.stringify(row.details)}::json
    where not exists (
      select 1 from "AuditEvent" e
      where e."at" > now() - interval '1 minute' and e."action" = ${row.action} and e."target" = ${row.target}
        and e."actorId" is not distinct from ${row.actorId} and e."realm" is not distinct from ${row.realm})`;
}
