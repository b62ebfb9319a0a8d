import ipaddr from 'ipaddr.js';
import { lavaTypeOf } from './lava-types';
import { redshiftHostOf } from './redshift-host';
import { has, type Spec } from './spec';

/** The longest IPv6 address in text is shorter. */
const MAX_ADDRESS_LENGTH = 64;

/** Why the first label of the host is unlikely to be the cluster's id. */
export type HostGuess = 'ip' | 'privatelink' | 'custom-name';

/** The cluster id lava sends to GetClusterCredentials, or the workgroup it sends to GetCredentials. */
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
 * The cluster id lava would use, or for Redshift Serverless the workgroup: its field when the key is present (even empty), else everything before the first
 * dot of `host`, case kept. lava works the host's label out first, so a host that is no text fails even beside a
 * `cluster_id`; an absent host counts as unknown here (a secret may supply it) and leaves an explicit id alone.
 */
export function clusterIdOf(spec: Spec): ClusterId {
  if (has(spec, 'host') && typeof spec.host !== 'string') return { source: 'none' };
  const key = clusterKeyOf(spec);
  if (has(spec, key)) {
    const id = spec[key];
    return typeof id === 'string' ? { source: 'spec', id } : { source: 'none' };
  }
  if (typeof spec.host !== 'string') return { source: 'none' };
  const guess = hostGuess(spec.host, key === 'workgroup' ? 'workgroup' : 'cluster');
  return { source: 'host-label', id: firstLabel(spec.host), ...(guess && { guess }) };
}

/** The field that names the cluster; for Redshift Serverless it is a workgroup. */
export function clusterKeyOf(spec: Spec): 'cluster_id' | 'workgroup' {
  return lavaTypeOf(spec.type)?.generator === 'redshift-serverless' ? 'workgroup' : 'cluster_id';
}

/** Everything before the first dot, as lava takes it: the whole host when there is none. */
export function firstLabel(host: string): string {
  return host.split('.', 1)[0] ?? '';
}

function hostGuess(host: string, wanted: 'cluster' | 'workgroup'): HostGuess | undefined {
  if (host.length <= MAX_ADDRESS_LENGTH && ipaddr.isValid(host)) return 'ip';
  const endpoint = redshiftHostOf(host);
  if (endpoint?.kind === wanted) return undefined;
  if (endpoint?.kind === 'vpc-endpoint' || isPrivateLinkName(host)) return 'privatelink';
  return 'custom-name';
}

function isPrivateLinkName(host: string): boolean {
  return /\.vpce\.amazonaws\.com(?:\.cn)?\.?$/i.test(host);
}
