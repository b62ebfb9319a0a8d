import ipaddr from 'ipaddr.js';
import { redshiftHostOf } from './redshift-host';
import { has, type Spec } from './spec';

/** The longest IPv6 address in text is shorter. */
const MAX_ADDRESS_LENGTH = 64;

/** Why the first label of the host is unlikely to be the cluster's id. */
export type HostGuess = 'ip' | 'privatelink' | 'custom-name';

/** The cluster id lava sends to GetClusterCredentials. */
export type ClusterId =
  | { readonly source: 'spec'; readonly id: string }
  | {
      readonly source: 'host-label';
      readonly id: string;
      /** Set when the host is no endpoint name of a cluster, so that its first label is only a guess. */
      readonly guess?: HostGuess;
    }
  /** lava has nothing it could send, and fails: `cluster_id` or `host` is absent or no text. */
  | { readonly source: 'none' };

/**
 * The cluster id lava would use: `cluster_id` when the key is present (even empty), else everything before the first
 * dot of `host`, case kept. lava works the host's label out first, so a host that is no text fails even beside a
 * `cluster_id`; an absent host counts as unknown here (a secret may supply it) and leaves an explicit id alone.
 */
export function clusterIdOf(spec: Spec): ClusterId {
  if (has(spec, 'host') && typeof spec.host !== 'string') return { source: 'none' };
  if (has(spec, 'cluster_id')) {
    return typeof spec.cluster_id === 'string' ? { source: 'spec', id: spec.cluster_id } : { source: 'none' };
  }
  if (typeof spec.host !== 'string') return { source: 'none' };
  const guess = hostGuess(spec.host);
  return { source: 'host-label', id: firstLabel(spec.host), ...(guess && { guess }) };
}

/** Everything before the first dot, as lava takes it: the whole host when there is none. */
export function firstLabel(host: string): string {
  return host.split('.', 1)[0] ?? '';
}

function hostGuess(host: string): HostGuess | undefined {
  if (host.length <= MAX_ADDRESS_LENGTH && ipaddr.isValid(host)) return 'ip';
  const endpoint = redshiftHostOf(host);
  if (endpoint?.kind === 'cluster') return undefined;
  if (endpoint?.kind === 'vpc-endpoint' || isPrivateLinkName(host)) return 'privatelink';
  return 'custom-name';
}

function isPrivateLinkName(host: string): boolean {
  return /\.vpce\.amazonaws\.com(?:\.cn)?\.?$/i.test(host);
}
