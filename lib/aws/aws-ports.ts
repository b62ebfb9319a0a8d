import type { AwsPorts } from '../resolution/ports';
import { AwsClients } from './aws-clients';
import type { AwsConfig } from './aws-config';
import { rdsToken } from './rds-token';
import { type ClusterFacts, clusterStatus, describeClusters, getClusterCredentials } from './redshift';
import { getServerlessCredentials } from './redshift-serverless';
import { describeSecret, getSecretString, type SecretFacts } from './secrets-manager';
import { CALL_TIMEOUT_MS } from './send';
import { describeParameters, getParameter, type ParameterFacts } from './ssm';
import { assumeRole, type CallerIdentity, getCallerIdentity } from './sts';

/** What the product reads from AWS besides what resolution needs. No secret is read. All throw `AwsRefusal`. */
export interface AwsReads {
  /** The parameters that exist of these, at most `PARAMETERS_PER_CALL`, in no given order. */
  describeParameters(names: readonly string[], signal: AbortSignal): Promise<ParameterFacts[]>;
  describeSecret(secretId: string, signal: AbortSignal): Promise<SecretFacts>;
  /** One cluster, or all. */
  describeClusters(clusterId: string | undefined, signal: AbortSignal): Promise<ClusterFacts[]>;
  /** `paused`, `available`…; undefined when there is no such cluster. */
  clusterStatus(clusterId: string, signal: AbortSignal): Promise<string | undefined>;
  getCallerIdentity(signal: AbortSignal): Promise<CallerIdentity>;
}

/** The clients of this process. */
const awsClients = new AwsClients();

/**
 * Resolution's ports and the product's other reads, on the real AWS or on whatever endpoint is configured. Cheap: the
 * clients behind it are shared.
 */
export function createAwsPorts(config: AwsConfig, clients: AwsClients = awsClients): AwsPorts & AwsReads {
  const services = clients.services(config);
  const { callTimeout = CALL_TIMEOUT_MS, region } = config;
  return {
    getParameter: (name, signal) => getParameter(services.ssm, callTimeout, name, signal),
    getSecretString: (id, signal) => getSecretString(services.secretsManager, callTimeout, id, signal),
    getClusterCredentials: (request, signal) =>
      getClusterCredentials(services.redshift, callTimeout, request, signal),
    getServerlessCredentials: (request, signal) => {
      const client = request.role
        ? services.redshiftServerlessAs(request.role, request.region ?? region)
        : services.redshiftServerless;
      return getServerlessCredentials(client, callTimeout, request, signal);
    },
    assumeRole: (request, signal) => assumeRole(services.sts, callTimeout, request, signal),
    rdsToken: (request) => rdsToken(services, request),
    describeParameters: (names, signal) => describeParameters(services.ssm, callTimeout, names, signal),
    describeSecret: (id, signal) => describeSecret(services.secretsManager, callTimeout, id, signal),
    describeClusters: (id, signal) => describeClusters(services.redshift, callTimeout, id, signal),
    clusterStatus: (id, signal) => clusterStatus(services.redshift, callTimeout, id, signal),
    getCallerIdentity: (signal) => getCallerIdentity(services.sts, callTimeout, signal),
  };
}
