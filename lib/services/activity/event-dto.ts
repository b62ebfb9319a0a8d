import type { Prisma } from '../../db/prisma';
import type { ActivityScope } from './authorise-activity';

/** One audit event as pages and downloads show it. */
export interface EventDto {
  /** Its place in the chain. */
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly actorId: string | null;
  readonly realm: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly outcome: string;
  /** Where the request came from; null also for whoever is no admin. */
  readonly address: string | null;
  readonly requestId: string | null;
  /** Without the role that a token was given for whoever is no admin. */
  readonly details: Prisma.JsonValue;
}

export type EventRow = Omit<EventDto, 'seq' | 'at'> & { readonly seq: bigint; readonly at: Date };

/** What `EventRow` takes of `"AuditEvent" e`. */
export const EVENT_COLUMNS = `e."seq", e."at", e."actor", e."actorId", e."realm", e."action", e."target", e."outcome",
  e."address", e."requestId", e."details"`;

export function toEventDto(row: EventRow, { asAdmin }: ActivityScope): EventDto {
  return {
    ...row,
    seq: Number(row.seq),
    at: row.at.toISOString(),
    address: asAdmin ? row.address : null,
    details: asAdmin ? row.details : withoutRole(row),
  };
}

/** A token has a role that its owner gave it: not to be told either. */
function withoutRole({ action, details }: EventRow): Prisma.JsonValue {
  if (action !== 'token.create' || details === null || typeof details !== 'object') return details;
  if (Array.isArray(details)) return details;
  const { role: _role, ...others } = details;
  return others;
}
