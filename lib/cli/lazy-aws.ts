import type { CliEnv } from '../env';
import { type AwsPorts, AwsRefusal } from '../resolution/ports';
import type { AwsAccess } from './aws-access';

/** AWS for the command line, opened at the first call. */
export interface LazyAws {
  readonly ports: AwsPorts;
  /** The region, as far as the environment itself tells it; for messages. */
  readonly region?: string;
  /** A cluster's state; undefined when there is no such cluster or AWS does not tell. */
  clusterStatus(clusterId: string, signal: AbortSignal): Promise<string | undefined>;
  close(): Promise<void>;
}

/**
 * AWS that is neither loaded nor asked for its region before a specification needs it: loading the SDK takes longer
 * than all the rest. Calls throw `AwsRefusal`, or `CliError` when there is no region.
 */
export function lazyAws(env: CliEnv, now: () => number): LazyAws {
  let opened: Promise<AwsAccess> | undefined;
  const open = (): Promise<AwsAccess> =>
    (opened ??= import('./aws-access').then(({ openAws }) => openAws(env, now)));
  const ports = async (): Promise<AwsPorts> => (await open()).ports;
  const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION;
  return {
    ...(region !== undefined && { region }),
    ports: {
      getParameter: async (name, signal) => (await ports()).getParameter(name, signal),
      getSecretString: async (id, signal) => (await ports()).getSecretString(id, signal),
      getClusterCredentials: async (request, signal) =>
        (await ports()).getClusterCredentials(request, signal),
      getServerlessCredentials: async (request, signal) =>
        (await ports()).getServerlessCredentials(request, signal),
      assumeRole: async (request, signal) => (await ports()).assumeRole(request, signal),
      rdsToken: async (request) => (await ports()).rdsToken(request),
    },
    async clusterStatus(clusterId, signal) {
      try {
        return await (await open()).reads.clusterStatus(clusterId, signal);
      } catch (error) {
        if (error instanceof AwsRefusal) return undefined;
        throw error;
      }
    },
    async close() {
      const [access] = await Promise.allSettled([opened]);
      if (access.status === 'fulfilled') access.value?.close();
    },
  };
}
