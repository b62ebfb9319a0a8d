import { redactSpec } from '../../connectors/redact';
import type { Prisma } from '../../db/prisma';
import type { SaveResult } from './connection-dto';
import { asSpec } from './stored-spec';

/** The answer to a save that began from an older version: what is stored now, and by whom. */
export function conflictWith(current: Prisma.ConnectionGetPayload<object>): SaveResult {
  return {
    status: 'conflict',
    current: {
      spec: redactSpec(asSpec(current.spec)),
      version: current.version,
      updatedAt: current.updatedAt.toISOString(),
      updatedBy: current.updatedBy,
    },
  };
}
