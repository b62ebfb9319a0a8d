import type { ProbeCode } from '../connectors/probe-codes';
import { redshiftHostOf } from '../connectors/redshift-host';
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

/** Where the state of a cluster can be asked. */
interface ClusterStates {
  readonly clusterStatus?: ClusterStatus;
  /** The region that is asked, where it is known. */
  readonly region?: string;
}

/**
 * The stage that ended a probe, in better words when the cluster itself is not available: a paused cluster still gives
 * credentials, but nothing answers at its endpoint. Undefined when that is not the reason, or cannot be known before the
 * signal fires.
 */
export async function unavailableCluster(
  resolution: Resolution & { ok: true },
  stopped: StageResult | undefined,
  { clusterStatus, region }: ClusterStates,
  signal: AbortSignal,
): Promise<StageResult | undefined> {
  if (!stopped || !clusterStatus || !UNREACHABLE.has(stopped.code)) return undefined;
  const isIam = resolution.credentials.method === 'iam';
  const cluster = isIam ? resolution.credentials.minted?.cluster : clusterAt(resolution.spec.host, region);
  if (!cluster) return undefined;
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
        ? `The cluster ${cluster} is paused: ${isIam ? 'AWS gives credentials for it, but nothing answers' : 'nothing answers at its endpoint'}.`
        : `The cluster ${cluster} is ${status}: it does not answer now.`,
    hint:
      status === 'paused'
        ? 'Resume the cluster in the Redshift console, or let the jobs that use it run when it is on.'
        : 'Wait until the cluster is available, then test again.',
    field: isIam ? 'cluster_id' : 'host',
    details: { ...stopped.details, clusterStatus: status },
  };
}

/** The cluster whose endpoint the host names, unless it is in another region. */
function clusterAt(host: unknown, region: string | undefined): string | undefined {
  const endpoint = typeof host === 'string' ? redshiftHostOf(host) : undefined;
  if (endpoint?.kind !== 'cluster' || (region !== undefined && endpoint.region !== region)) return undefined;
  return endpoint.name;
}
