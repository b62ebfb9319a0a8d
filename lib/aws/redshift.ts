import {
  DescribeClustersCommand,
  GetClusterCredentialsCommand,
  type RedshiftClient,
} from '@aws-sdk/client-redshift';
import { Secret } from '../connectors/secret';
import { AwsRefusal, type ClusterCredentialsRequest, type TemporaryCredentials } from '../resolution/ports';
import { byOurClock } from './clock';
import { present } from './present';
import { send } from './send';

/** A cluster as AWS describes it. One that is being made or is paused may have no endpoint. */
export interface ClusterFacts {
  readonly id: string;
  /** `available`, `paused`, `resizing`, `rebooting`… */
  readonly status: string;
  readonly endpoint: { readonly host: string; readonly port: number } | null;
  /** The database that was made with the cluster. */
  readonly database: string | null;
}

/** GetClusterCredentials, never creating the user. */
export async function getClusterCredentials(
  client: RedshiftClient,
  timeout: number,
  { clusterId, database, user, durationSeconds }: ClusterCredentialsRequest,
  signal: AbortSignal,
): Promise<TemporaryCredentials> {
  const call = { service: 'redshift', operation: 'GetClusterCredentials' } as const;
  const mintedAt = new Date();
  const command = new GetClusterCredentialsCommand({
    ClusterIdentifier: clusterId,
    DbName: database,
    DbUser: user,
    DurationSeconds: durationSeconds,
    AutoCreate: false,
  });
  const answer = await send(call, signal, timeout, (abortSignal) => client.send(command, { abortSignal }));
  return {
    user: present(answer.DbUser, call),
    password: new Secret(present(answer.DbPassword, call)),
    expiresAt: byOurClock(present(answer.Expiration, call), client.config),
    mintedAt,
  };
}

/** DescribeClusters: one cluster, or all of the region. */
export async function describeClusters(
  client: RedshiftClient,
  timeout: number,
  clusterId: string | undefined,
  signal: AbortSignal,
): Promise<ClusterFacts[]> {
  const call = { service: 'redshift', operation: 'DescribeClusters' } as const;
  const clusters: ClusterFacts[] = [];
  let marker: string | undefined;
  do {
    const page = new DescribeClustersCommand({
      ...(clusterId !== undefined && { ClusterIdentifier: clusterId }),
      ...(marker !== undefined && { Marker: marker }),
    });
    const answer = await send(call, signal, timeout, (abortSignal) => client.send(page, { abortSignal }));
    for (const { ClusterIdentifier, ClusterStatus, Endpoint, DBName } of answer.Clusters ?? []) {
      clusters.push({
        id: present(ClusterIdentifier, call),
        status: ClusterStatus ?? 'unknown',
        endpoint: Endpoint?.Address && Endpoint.Port ? { host: Endpoint.Address, port: Endpoint.Port } : null,
        database: DBName ?? null,
      });
    }
    marker = answer.Marker;
  } while (marker);
  return clusters;
}

/** The state of a cluster, undefined when there is none of that id. */
export async function clusterStatus(
  client: RedshiftClient,
  timeout: number,
  clusterId: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const [cluster] = await describeClusters(client, timeout, clusterId, signal);
    return cluster?.status;
  } catch (error) {
    if (error instanceof AwsRefusal && error.awsCode === 'ClusterNotFound') return undefined;
    throw error;
  }
}
