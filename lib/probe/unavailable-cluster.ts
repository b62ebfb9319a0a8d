import type { ProbeCode } from '../connectors/probe-codes';
import type { StageResult } from '../connectors/stage';
import type { Resolution } from '../resolution/resolution';

/** The state of a Redshift cluster by its id (`available`, `paused`…); undefined when AWS does not tell. */
export type ClusterStatus = (clusterId: string, signal: AbortSignal) => Promise<string | undefined>;

/** Ends of a probe that a cluster which is not running would explain. */
const UNREACHABLE: ReadonlySet<string | undefined> = new Set<ProbeCode>([
  'NAME_NOT_FOUND',
  'NOTHING_LISTENING',
  'TCP_TIMEOUT',
  'NETWORK_UNREACHABLE',
]);

/**
 * The stage that ended a probe, in better words when the cluster itself is not available: a paused cluster still gives
 * credentials, but nothing answers at its endpoint. Undefined when that is not the reason, or cannot be known before the
 * signal fires.
 */
export async function unavailableCluster(
  resolution: Resolution & { ok: true },
  stopped: StageResult | undefined,
  clusterStatus: ClusterStatus | undefined,
  signal: AbortSignal,
): Promise<StageResult | undefined> {
  const { method, minted } = resolution.credentials;
  const cluster = method === 'iam' ? minted?.cluster : undefined;
  if (!stopped || !cluster || !clusterStatus || !UNREACHABLE.has(stopped.code)) return undefined;
  const status = await clusterStatus(cluster, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
    return undefined;
  });
  if (status === undefined || status === 'available') return undefined;
  return {
    ...stopped,
    code: status === 'paused' ? 'CLUSTER_PAUSED' : 'CLUSTER_NOT_READY',
    message:
      status === 'paused'
        ? `The cluster ${cluster} is paused: AWS gives credentials for it, but nothing answers.`
        : `The cluster ${cluster} is ${status}: it does not answer now.`,
    hint:
      status === 'paused'
        ? 'Resume the cluster in the Redshift console, or let the jobs that use it run when it is on.'
        : 'Wait until the cluster is available, then test again.',
    field: 'cluster_id',
    details: { ...stopped.details, clusterStatus: status },
  };
}
