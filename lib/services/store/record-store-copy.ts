import { createPrisma, type Prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import type { ServiceContext } from '../context';

/** Whoever may start commands on the machine: nobody signs in for them. */
const OPERATOR: ServiceContext = {
  actor: { id: 'operator', name: 'operator', roleIn: () => 'admin' },
  requestId: 'command',
};

/** Records that the whole store was copied into a file, or came from one. `file`: its name without the folder. */
export async function recordStoreCopy(
  databaseUrl: string,
  action: 'store.backup' | 'store.restore',
  file: string,
  details: Prisma.InputJsonObject,
): Promise<void> {
  const client = createPrisma(databaseUrl);
  try {
    await writeAuditEvent(client, OPERATOR, { action, target: file, details });
  } finally {
    await client.$disconnect();
  }
}
