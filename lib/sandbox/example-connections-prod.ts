import type { Spec } from '../connectors/spec';
import { clusterHost, type Example, type Examples, failsAt, PASSES, warnsAt } from './example';

const REGION = 'us-east-1';
const HOST = clusterHost('analytics-prod', REGION);
const SERVERLESS_HOST = `forecasting.210987654321.${REGION}.redshift-serverless.amazonaws.com`;

/** The connections of `prod`: mostly in order, with the peculiarities that specs gather over the years. */
export const prodConnections: Examples = (ports) => {
  const cluster = {
    type: 'redshift',
    enabled: true,
    host: HOST,
    port: ports.redshift,
    database: 'analytics',
    ssl: true,
    subtype: 'redshift',
  };
  const iam = { ...cluster, user: 'etl', cluster_id: 'analytics-prod' };
  const ssm = (name: string) => ({ ...cluster, user: 'lava_user', password: `/lava/prod/${name}/password` });

  return [
    example(
      'IAM in another account, reached with the role of the realm.',
      {
        ...named('etl-warehouse', 'data-platform@example.com', 'Loads the warehouse every hour.'),
        ...iam,
        database: 'warehouse',
        password_duration: '30m',
        'x-cost-centre': 'DP-100',
      },
      PASSES,
    ),
    example(
      'A type in upper case: the worker takes it, db_from_s3 does not.',
      {
        ...named('reporting/board', 'finance-bi@example.com', 'Figures for the board.'),
        ...ssm('reporting/board'),
        type: 'Redshift',
      },
      PASSES,
    ),
    example(
      'A serverless host on type redshift: its first label is no cluster.',
      {
        ...named('forecasting', 'supply-chain@example.com', 'Demand forecasts.'),
        ...cluster,
        user: 'etl',
        host: SERVERLESS_HOST,
      },
      failsAt('iam', 'CLUSTER_NOT_FOUND', 'set `type` to redshift-serverless'),
    ),
    example(
      'The same with the right type: credentials for the workgroup.',
      {
        ...named('forecasting-v2', 'supply-chain@example.com', 'Demand forecasts, serverless.'),
        ...cluster,
        type: 'redshift-serverless',
        host: SERVERLESS_HOST,
      },
      PASSES,
    ),
    example(
      'The port is text.',
      {
        ...named('inventory', 'supply-chain@example.com', 'Stock levels.'),
        ...ssm('inventory'),
        port: String(ports.redshift),
      },
      PASSES,
    ),
    example(
      'The parameter is outside the realm.',
      {
        ...named('shared/lookups', 'data-platform@example.com', 'Lookup tables for all teams.'),
        ...cluster,
        user: 'lava_user',
        password: '/shared/redshift/lava_user',
      },
      PASSES,
    ),
    example(
      'The parameter is not encrypted.',
      { ...named('pricing', 'pricing@example.com', 'Price lists.'), ...ssm('pricing') },
      PASSES,
    ),
    example(
      'The parameter is encrypted with the wrong key.',
      { ...named('orders', 'orders@example.com', 'Orders and returns.'), ...ssm('orders') },
      PASSES,
    ),
    example(
      'Neither owner nor description, and a field that lava does not know.',
      { conn_id: 'clickstream', ...ssm('clickstream'), timeout: 30 },
      PASSES,
    ),
    example(
      'Temporary credentials over a connection that may be unencrypted.',
      {
        ...named('loyalty', 'loyalty@example.com', 'Points and vouchers.'),
        type: 'redshift',
        enabled: true,
        host: HOST,
        port: ports.redshift,
        database: 'analytics',
        user: 'etl',
        cluster_id: 'analytics-prod',
      },
      PASSES,
    ),
    example(
      'A name of our own instead of the endpoint: its first label is taken for the cluster.',
      {
        ...named('returns', 'orders@example.com', 'Returned goods.'),
        ...cluster,
        user: 'etl',
        host: 'warehouse.prod.sandbox.internal',
      },
      failsAt('iam', 'CLUSTER_NOT_FOUND', 'Set `cluster_id` to the identifier of the cluster'),
    ),
    example(
      'A TLS setting that is text: the driver goes on in plaintext.',
      {
        ...named('catalogue', 'merchandising@example.com', 'Product catalogue.'),
        ...iam,
        ssl: 'true',
      },
      warnsAt('tls', 'PLAINTEXT', 'Set ssl to true'),
    ),
    example(
      'A driver that no longer works with Redshift.',
      {
        ...named('geo/stores', 'expansion@example.com', 'Store locations.'),
        ...ssm('geo/stores'),
        subtype: 'pygresql',
      },
      failsAt('driver', 'SUBTYPE_UNSUPPORTED', 'Leave subtype out for pg8000, or set it to redshift'),
    ),
    example(
      'The server answers so slowly that the test gives up.',
      {
        ...named('archive', 'records@example.com', 'Cold data from before 2015.'),
        ...ssm('archive'),
        port: ports.drip,
        ssl: false,
        subtype: 'pg8000',
      },
      failsAt('login', 'DEADLINE', 'the cluster is overloaded or resuming'),
    ),
  ];
};

function named(conn_id: string, owner: string, description: string): Spec {
  return { conn_id, owner, description };
}

function example(shows: string, spec: Spec, expected: Example['expected']): Example {
  return { realm: 'prod', shows, spec, expected };
}
