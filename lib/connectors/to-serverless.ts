import { loginWayOf } from './login-way';
import { isServerlessHost, redshiftHostOf } from './redshift-host';
import { workgroupProblem } from './redshift-names';
import { has, type Spec } from './spec';

const SERVERLESS = 'redshift-serverless';

/** Whether the spec asks for IAM credentials of a serverless host as if it were a cluster: AWS issues none then. */
export function needsServerless(spec: Spec): boolean {
  if (typeof spec.type !== 'string' || spec.type.toLowerCase() !== 'redshift') return false;
  return loginWayOf(spec) === 'iam' && typeof spec.host === 'string' && isServerlessHost(spec.host);
}

/**
 * The spec as a `redshift-serverless` one, its keys in their order. `cluster_id` goes: it means nothing there. Its
 * value becomes the `workgroup` only where the host does not tell the workgroup itself. `user` goes too, since AWS
 * names the user. Nothing else changes.
 */
export function toServerless(spec: Spec): Spec {
  const converted = Object.entries(spec)
    .filter(([key]) => key !== 'cluster_id' && key !== 'user')
    .map(([key, value]) => [key, key === 'type' ? SERVERLESS : value]);
  const workgroup = workgroupFor(spec);
  if (workgroup !== undefined) converted.push(['workgroup', workgroup]);
  return Object.fromEntries(converted);
}

/** A workgroup the host does not tell; undefined where lava finds it in the host, or where nothing tells it. */
function workgroupFor(spec: Spec): string | undefined {
  const host = typeof spec.host === 'string' ? redshiftHostOf(spec.host) : undefined;
  if (has(spec, 'workgroup') || host?.kind === 'workgroup') return undefined;
  const id = spec.cluster_id;
  return typeof id === 'string' && workgroupProblem(id) === undefined ? id : undefined;
}
