import { prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { runtime } from '../runtime';
import { markCancelled } from './test-places';

/**
 * Cancels a running test at whatever stage it is: at once in this process, in another one within half a second. Returns
 * whether it was still running.
 */
export async function cancelTest(
  context: ServiceContext,
  input: { readonly realm: string; readonly runId: string },
): Promise<{ readonly cancelled: boolean }> {
  const realm = await authorise(context, 'connection:test', input.realm);
  const cancelled = await prisma().$transaction(async (db) => {
    const test = await markCancelled(db, realm.id, input.runId);
    if (!test) return false;
    await writeAuditEvent(db, context, {
      action: test.draft ? 'connection.test-draft' : 'connection.test',
      realm: realm.name,
      target: test.connId,
      outcome: 'cancelled',
      details: { runId: test.id },
    });
    return true;
  });
  if (cancelled) runtime().tests.get(input.runId)?.cancel.abort();
  return { cancelled };
}
