import type { AwsClients } from './aws-clients';
import type { AwsConfig } from './aws-config';
import { type SimulatedVerdict, type SimulationRequest, simulatePolicy } from './iam';
import { type ClusterFacts, describeClusters } from './redshift';
import { listWorkgroups, type WorkgroupFacts } from './redshift-serverless';
import { listSecretNames, type SecretKeyNames, secretKeyNames } from './secrets-manager';
import { CALL_TIMEOUT_MS } from './send';
import { listParameterNames, type Names } from './ssm';

/** What AWS can tell to help fill a form in or judge a role. No value of a secret is returned. All throw `AwsRefusal`. */
export interface AwsHelp {
  listClusters(signal: AbortSignal): Promise<ClusterFacts[]>;
  listWorkgroups(signal: AbortSignal): Promise<WorkgroupFacts[]>;
  /** At most `limit` names that begin with `prefix`. */
  listParameterNames(prefix: string, limit: number, signal: AbortSignal): Promise<Names>;
  listSecretNames(prefix: string, limit: number, signal: AbortSignal): Promise<Names>;
  /** Reads the secret; only the names of its keys come back. */
  secretKeyNames(secretId: string, signal: AbortSignal): Promise<SecretKeyNames>;
  simulatePolicy(request: SimulationRequest, signal: AbortSignal): Promise<SimulatedVerdict>;
}

/** The reads that help people, on the clients of a process. Cheap: the clients are shared. */
export function createAwsHelp(config: AwsConfig, clients: AwsClients): AwsHelp {
  const services = clients.services(config);
  const { callTimeout = CALL_TIMEOUT_MS } = config;
  return {
    listClusters: (signal) => describeClusters(services.redshift, callTimeout, undefined, signal),
    listWorkgroups: (signal) => listWorkgroups(services.redshiftServerless, callTimeout, signal),
    listParameterNames: (prefix, limit, signal) =>
      listParameterNames(services.ssm, callTimeout, prefix, limit, signal),
    listSecretNames: (prefix, limit, signal) =>
      listSecretNames(services.secretsManager, callTimeout, prefix, limit, signal),
    secretKeyNames: (id, signal) => secretKeyNames(services.secretsManager, callTimeout, id, signal),
    simulatePolicy: (request, signal) => simulatePolicy(services.iam, callTimeout, request, signal),
  };
}
