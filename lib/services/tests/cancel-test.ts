import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { runtime } from '../runtime';

/** Cancels a running test at whatever stage it is. Returns whether it was still running. */
export async function cancelTest(
  context: ServiceContext,
  input: { readonly realm: string; readonly runId: string },
): Promise<{ readonly cancelled: boolean }> {
  const realm = await authorise(context, 'connection:test', input.realm);
  const running = runtime().tests.get(input.runId);
  if (!running || running.realmId !== realm.id || running.done) return { cancelled: false };
  await writeAuditEvent(prisma(), context, {
    action: running.draft ? 'connection.test-draft' : 'connection.test',
    realm: realm.name,
    target: running.connId,
    outcome: 'cancelled',
    details: { runId: running.id },
  });
  running.cancel.abort();
  return { cancelled: true };
}
