import type { Spec } from '../connectors/spec';
import { type Example, type Examples, failsAt, PASSES, rdsHost, undecidedAt, warnsAt } from './example';

const REGION = 'ap-southeast-2';
const ORDERS = rdsHost('orders', REGION);
const ORDERS_AURORA = rdsHost('orders-reporting', REGION, 'cluster');
const workgroup = (name: string) => `${name}.123456789012.${REGION}.redshift-serverless.amazonaws.com`;

/** The endpoints that the stand-in RDS takes tokens for. */
export const RDS_HOSTS: readonly string[] = [ORDERS, ORDERS_AURORA];

/** The role that one of the connections assumes, and the external ID it asks for: no secret. */
export const SHARE_ROLE = 'arn:aws:iam::123456789012:role/data-share-reader';
export const SHARE_EXTERNAL_ID = 'lava-data-share';

/** Connections of the other types in `dev`: Serverless, PostgreSQL, RDS, Aurora, and some that are no databases. */
export const siblingConnections: Examples = (ports) => {
  const serverless = {
    type: 'redshift-serverless',
    enabled: true,
    port: ports.redshift,
    database: 'analytics',
    ssl: true,
    subtype: 'redshift',
  };
  const rds = {
    type: 'postgres-rds',
    enabled: true,
    host: ORDERS,
    port: ports.rds,
    database: 'orders',
    user: 'orders_app',
    ssl: true,
  };

  return [
    example(
      'Serverless: credentials for the workgroup, the user named after who asks.',
      {
        ...named('query-lab', 'data-science@example.com', 'Ad-hoc queries, serverless.'),
        ...serverless,
        host: workgroup('ad-hoc'),
      },
      PASSES,
    ),
    example(
      'Serverless: a role is assumed with an external ID, and the user named after the role.',
      {
        ...named('data-share', 'partnerships@example.com', 'Shared data sets of a partner.'),
        ...serverless,
        host: workgroup('data-share'),
        role_arn: SHARE_ROLE,
        external_id: '/lava/dev/data-share/external-id',
        password_duration: '30m',
      },
      PASSES,
    ),
    example(
      'A serverless host on type redshift with IAM: to be changed to redshift-serverless.',
      {
        ...named('query-lab-old', 'data-science@example.com', 'As it was before serverless had a type.'),
        ...serverless,
        type: 'redshift',
        host: workgroup('ad-hoc'),
        cluster_id: 'ad-hoc',
        user: 'etl',
      },
      failsAt('iam', 'CLUSTER_NOT_FOUND', 'set `type` to redshift-serverless'),
    ),
    example(
      'PostgreSQL: the password is in an SSM parameter.',
      {
        ...named('orders/ledger', 'finance-bi@example.com', 'Ledger of the order system.'),
        type: 'postgres',
        enabled: true,
        host: 'ledger.sandbox.internal',
        port: ports.redshift,
        database: 'orders',
        user: 'orders_app',
        password: '/lava/dev/orders/password',
        ssl: true,
      },
      PASSES,
    ),
    example(
      'psql, another name for postgres: the secret fills user, password, port and database.',
      {
        ...named('tickets', 'support@example.com', 'Support tickets.'),
        type: 'psql',
        enabled: true,
        host: 'tickets.sandbox.internal',
        secret_id: '/lava/dev/tickets',
        ssl: true,
        subtype: 'pygresql',
      },
      PASSES,
    ),
    example(
      'RDS: an IAM login token, valid for 15 minutes.',
      { ...named('orders/live', 'orders@example.com', 'The order system itself.'), ...rds },
      PASSES,
    ),
    example(
      'Aurora: an IAM login token over a connection that only the server encrypts.',
      {
        ...named('orders/reporting', 'orders@example.com', 'The reporting replica of the order system.'),
        ...rds,
        type: 'postgres-aurora',
        host: ORDERS_AURORA,
        ssl: false,
      },
      PASSES,
    ),
    example(
      'RDS: the user was not granted rds_iam, so its token is refused.',
      {
        ...named('orders/audit', 'security@example.com', 'Audit of the order system.'),
        ...rds,
        user: 'reporting',
      },
      failsAt('login', 'PASSWORD_REFUSED', 'the role rds_iam'),
    ),
    example(
      'RDS: works, but with a duration that tokens do not know, and disabled.',
      {
        ...named('orders/archive', 'orders@example.com', 'Orders of past years.'),
        ...rds,
        enabled: false,
        password_duration: '1h',
      },
      warnsAt('enabled', 'DISABLED', 'Set `enabled` to true'),
    ),
    example(
      'MySQL: the network can be looked at, the login not.',
      {
        ...named('shop', 'shop@example.com', 'The web shop.'),
        type: 'mysql',
        enabled: true,
        host: 'shop.sandbox.internal',
        port: ports.redshift,
        database: 'shop',
        user: 'reporting',
        password: '/lava/dev/shared/password',
        ssl: true,
      },
      undecidedAt('tls', 'NOT_TESTABLE_HERE', 'Run a small job with the connection'),
    ),
    example(
      'Slack: no database.',
      {
        ...named('job-alerts', 'data-platform@example.com', 'Alerts of failed jobs.'),
        type: 'slack',
        enabled: true,
        webhook_url: 'https://hooks.slack.example/services/T000/B000',
        style: 'block',
      },
      undecidedAt('type', 'NOT_TESTABLE_HERE', 'Run a small job with the connection'),
    ),
    example(
      'Amazon SES: no database.',
      {
        ...named('newsletter', 'marketing-analytics@example.com', 'Sends the weekly figures.'),
        type: 'ses',
        enabled: true,
        from: 'figures@example.com',
        region: REGION,
      },
      undecidedAt('type', 'NOT_TESTABLE_HERE', 'Run a small job with the connection'),
    ),
    example(
      'SharePoint: no database, with parameters of its own.',
      {
        ...named('board-papers', 'finance-bi@example.com', 'Papers for the board.'),
        type: 'sharepoint',
        enabled: true,
        org_base_url: 'example.sharepoint.com',
        site_name: 'board',
        tenant: 'example.com',
        client_id: '8f7d2c1e-0000-4000-8000-000000000000',
        client_secret: '/lava/dev/board-papers/client-secret',
        user: 'papers@example.com',
        password: '/lava/dev/board-papers/password',
      },
      undecidedAt('type', 'NOT_TESTABLE_HERE', 'Run a small job with the connection'),
    ),
  ];
};

function named(conn_id: string, owner: string, description: string): Spec {
  return { conn_id, owner, description };
}

function example(shows: string, spec: Spec, expected: Example['expected']): Example {
  return { realm: 'dev', shows, spec, expected };
}
