import { clusterIdOf, clusterKeyOf } from '../../connectors/cluster-id';
import type { Spec } from '../../connectors/spec';
import type { Prisma } from '../../db/prisma';
import { AwsRefusal } from '../../resolution/ports';
import { realmHelp } from '../runtime';

/**
 * The ARN of the workgroup that a serverless connection gets its credentials for, as AWS lists it in the realm's own
 * account and region. Undefined for other connections, for a workgroup that is not there, and where AWS does not say.
 */
export async function workgroupArnOf(
  realm: Prisma.RealmGetPayload<object>,
  spec: Spec,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (clusterKeyOf(spec) !== 'workgroup') return undefined;
  const workgroup = clusterIdOf(spec);
  if (workgroup.source === 'none') return undefined;
  try {
    const workgroups = await realmHelp(realm).listWorkgroups(signal);
    return workgroups.find(({ name }) => name === workgroup.id)?.arn;
  } catch (error) {
    // What is left of a check after its deadline says so by itself.
    if (error instanceof AwsRefusal || signal.aborted) return undefined;
    throw error;
  }
}
