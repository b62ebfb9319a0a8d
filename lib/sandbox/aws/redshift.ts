import type { Answer } from './answer';
import { AwsError, granted } from './aws-error';
import { type ClusterEntry, isRefusal } from './fixture';
import { number, type OperationContext, type Operations, text } from './operation';

/** What AWS takes as the life of temporary credentials, in seconds. */
export const SHORTEST_LIFE = 900;
export const LONGEST_LIFE = 3600;

/** Redshift with provisioned clusters. */
export const redshift: Operations = {
  GetClusterCredentials: async (context) => {
    const cluster = text(context, 'ClusterIdentifier');
    const user = text(context, 'DbUser');
    const database = text(context, 'DbName');
    const seconds = number(context, 'DurationSeconds', SHORTEST_LIFE);
    if (cluster === '') {
      throw new AwsError('InvalidParameterValue', 'The parameter ClusterIdentifier must not be empty.');
    }
    if (!(seconds >= SHORTEST_LIFE && seconds <= LONGEST_LIFE)) {
      throw new AwsError(
        'InvalidParameterValue',
        `DurationSeconds must be between ${SHORTEST_LIFE} and ${LONGEST_LIFE}.`,
      );
    }
    const entry = context.fixture.take('redshift', context.fixture.data.redshift, cluster);
    if (entry === undefined) throw clusterNotFound(cluster);
    const { db_user: login = `IAM:${user}`, password, expiresIn = seconds } = granted(entry);
    if (password === undefined && context.mintLogin) {
      const minted = await context.mintLogin({ login, user, database, seconds: expiresIn });
      return { DbUser: login, DbPassword: minted.password, Expiration: minted.expiresAt };
    }
    return {
      DbUser: login,
      DbPassword: password ?? `tmp-pw/${cluster}/${user}/${database}/${seconds}`,
      Expiration: new Date(context.now() + expiresIn * 1000),
    };
  },

  DescribeClusters: (context) => {
    const { fixture } = context;
    const wanted = text(context, 'ClusterIdentifier');
    if (wanted !== '') return { Clusters: [clusterAnswer(wanted, known(context, wanted))] };
    const names = Object.keys(fixture.data.redshift ?? {}).filter((name) => name !== '*');
    return {
      Clusters: names.flatMap((name) => {
        const entry = fixture.peek('redshift', fixture.data.redshift, name);
        if (entry === undefined || isRefusal(entry)) return [];
        const elsewhere = entry.region !== undefined && entry.region !== context.region;
        return elsewhere ? [] : [clusterAnswer(name, entry)];
      }),
    };
  },
};

function known(context: OperationContext, cluster: string): ClusterEntry {
  const entry = context.fixture.peek('redshift', context.fixture.data.redshift, cluster);
  if (entry === undefined) throw clusterNotFound(cluster);
  return granted(entry);
}

function clusterAnswer(cluster: string, entry: ClusterEntry): Answer {
  return {
    ClusterIdentifier: cluster,
    ClusterStatus: entry.status ?? 'available',
    NodeType: 'ra3.large',
    DBName: entry.database ?? 'dev',
    Endpoint: entry.endpoint,
  };
}

function clusterNotFound(cluster: string): AwsError {
  return new AwsError('ClusterNotFound', `Cluster ${cluster} not found.`);
}
