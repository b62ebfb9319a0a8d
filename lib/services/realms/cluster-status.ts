import type { Prisma } from '../../db/prisma';
import { log } from '../../log';
import { AwsRefusal } from '../../resolution/ports';
import { realmReads } from '../runtime';

/** The state of a cluster in the realm's account; undefined when there is none or AWS does not tell. */
export async function clusterStatus(
  realm: Prisma.RealmGetPayload<object>,
  clusterId: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    return await realmReads(realm).clusterStatus(clusterId, signal);
  } catch (error) {
    if (!(error instanceof AwsRefusal)) throw error;
    log.warn({ awsCode: error.awsCode, clusterId }, 'the state of a cluster could not be read');
    return undefined;
  }
}
