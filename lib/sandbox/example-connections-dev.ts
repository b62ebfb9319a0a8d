import type { Spec } from '../connectors/spec';
import { clusterHost, type Example, type Examples, failsAt, PASSES, warnsAt } from './example';

const REGION = 'ap-southeast-2';
const HOST = clusterHost('analytics-dev', REGION);

/** The connections of `dev`: every way to log in, and every way a test can fail. */
export const devConnections: Examples = (ports) => {
  const cluster = {
    type: 'redshift',
    enabled: true,
    host: HOST,
    port: ports.redshift,
    database: 'analytics',
    ssl: true,
    subtype: 'redshift',
  };
  const iam = { ...cluster, user: 'etl', cluster_id: 'analytics-dev' };
  const ssm = (name: string) => ({ ...cluster, user: 'reporting', password: `/lava/dev/${name}/password` });

  return [
    example(
      'IAM: temporary credentials, with everything as it should be.',
      {
        ...named('etl-warehouse', 'data-platform@example.com', 'Loads the warehouse every hour.'),
        ...iam,
        database: 'warehouse',
        password_duration: '1h',
      },
      PASSES,
    ),
    example(
      'SSM: the password is in an encrypted parameter of the realm.',
      {
        ...named('reporting/finance', 'finance-bi@example.com', 'Month-end reports for finance.'),
        ...ssm('reporting/finance'),
      },
      PASSES,
    ),
    example(
      'Secrets Manager: the secret fills host, port, database, user and password.',
      {
        ...named('marketing/campaigns', 'marketing-analytics@example.com', 'Campaign attribution.'),
        type: 'redshift',
        enabled: true,
        secret_id: '/lava/dev/marketing/campaigns',
        ssl: true,
        subtype: 'redshift',
      },
      PASSES,
    ),
    example(
      'Secrets Manager: the secret fills user and password, the spec says where.',
      {
        ...named('product-usage', 'product@example.com', 'Feature usage, read by the product dashboards.'),
        ...cluster,
        secret_id: '/lava/dev/product-usage',
      },
      PASSES,
    ),
    example(
      "The parameter's password wins over the secret's, which is never used.",
      {
        ...named('crm-sync', 'crm@example.com', 'Copies accounts and contacts from the CRM.'),
        ...ssm('crm-sync'),
        secret_id: '/lava/dev/crm-sync',
      },
      PASSES,
    ),
    example(
      'The parameter does not exist.',
      { ...named('hr/payroll', 'people-systems@example.com', 'Payroll exports.'), ...ssm('hr/payroll') },
      failsAt('ssm', 'PARAMETER_NOT_FOUND', 'Create it as a SecureString'),
    ),
    example(
      'The worker may not read the parameter.',
      { ...named('hr/people', 'people-systems@example.com', 'Head count and leave.'), ...ssm('hr/people') },
      failsAt('ssm', 'ACCESS_DENIED', 'Allow `ssm:GetParameter` on it'),
    ),
    example(
      'The secret is binary, lava needs text.',
      {
        ...named('partner-feed', 'partnerships@example.com', 'Nightly feed for partners.'),
        ...cluster,
        secret_id: '/lava/dev/partner-feed',
      },
      failsAt('secret', 'SECRET_BINARY', 'Store the login as JSON text'),
    ),
    example(
      'There is no such cluster.',
      {
        ...named('telemetry', 'devices@example.com', 'Device telemetry.'),
        ...iam,
        host: clusterHost('telemetry-dev', REGION),
        cluster_id: 'telemetry-dev',
      },
      failsAt('iam', 'CLUSTER_NOT_FOUND', 'Correct `cluster_id`'),
    ),
    example(
      'The cluster is paused: credentials are still given, but nothing answers.',
      {
        ...named('weekend-lab', 'data-science@example.com', 'Paused outside office hours.'),
        ...iam,
        host: clusterHost('lab-dev', REGION),
        cluster_id: 'lab-dev',
        port: ports.closed,
      },
      failsAt('tcp', 'CLUSTER_PAUSED', 'Resume the cluster'),
    ),
    example(
      'AWS is throttling the credential calls.',
      {
        ...named('hourly-rollup', 'data-platform@example.com', 'Rolls events up every hour.'),
        ...iam,
        host: clusterHost('busy-dev', REGION),
        cluster_id: 'busy-dev',
      },
      failsAt('iam', 'THROTTLED', 'Wait a minute and try again'),
    ),
    example(
      'AWS gives credentials for at most an hour.',
      {
        ...named('backfill', 'data-platform@example.com', 'Long backfills.'),
        ...iam,
        password_duration: '2h',
      },
      failsAt('iam', 'DURATION_OUT_OF_RANGE', 'Set `password_duration` between 15m and 1h'),
    ),
    example(
      'The stored password is not the right one any more.',
      {
        ...named('legacy-loader', 'data-platform@example.com', 'To be replaced by etl-warehouse.'),
        ...ssm('legacy-loader'),
        user: 'etl',
      },
      failsAt('login', 'PASSWORD_REFUSED', 'store the current password in the SSM parameter'),
    ),
    example(
      'AWS gives credentials for a user that the database does not know; only the login fails.',
      {
        ...named('data-science/notebooks', 'data-science@example.com', 'Shared notebooks.'),
        ...iam,
        user: 'ds_readonly',
      },
      failsAt('login', 'IAM_USER_UNKNOWN', 'CREATE USER ds_readonly PASSWORD DISABLE'),
    ),
    example(
      'TLS is required, the server refuses it.',
      {
        ...named('audit-export', 'security@example.com', 'Audit trail for the security team.'),
        ...ssm('shared'),
        port: ports.noTls,
      },
      failsAt('tls', 'TLS_REFUSED_BY_SERVER', 'A server without TLS needs ssl false'),
    ),
    example(
      'The certificate comes from an authority that the driver does not trust.',
      {
        ...named('vendor-replica', 'procurement@example.com', 'A replica at a vendor.'),
        ...ssm('shared'),
        host: 'redshift.vendor.sandbox.internal',
        port: ports.untrusted,
      },
      failsAt('tls', 'TLS_NOT_TRUSTED', 'a proxy in between shows its own certificate'),
    ),
    example(
      'Nothing listens on the port.',
      {
        ...named('staging-mirror', 'data-platform@example.com', 'Mirror of staging.'),
        ...ssm('shared'),
        port: ports.closed,
      },
      failsAt('tcp', 'NOTHING_LISTENING', 'Compare port with the endpoint'),
    ),
    example(
      'The name does not resolve.',
      {
        ...named('old-warehouse', 'data-platform@example.com', 'The warehouse before the move.'),
        ...ssm('shared'),
        host: clusterHost('decommissioned-dev', REGION),
      },
      failsAt('dns', 'NAME_NOT_FOUND', 'Compare host with the endpoint'),
    ),
    example(
      'The server takes the connection and stays silent.',
      {
        ...named('branch-office', 'facilities@example.com', 'Through the tunnel to the branch office.'),
        ...ssm('shared'),
        host: 'redshift.branch.sandbox.internal',
        port: ports.silent,
      },
      failsAt('tls', 'SERVER_SILENT', 'a load balancer without a target'),
    ),
    example(
      'The server asks for a login that the driver pg8000 cannot do.',
      {
        ...named('compliance', 'compliance@example.com', 'Retention reports.'),
        ...ssm('shared'),
        port: ports.auth13,
        ssl: false,
        subtype: 'pg8000',
      },
      failsAt('login', 'AUTH_METHOD_UNSUPPORTED', 'Set subtype to redshift'),
    ),
    example(
      'Works, but is disabled.',
      {
        ...named('summer-campaign', 'marketing-analytics@example.com', 'Back in June.'),
        ...iam,
        enabled: false,
      },
      warnsAt('enabled', 'DISABLED', 'Set `enabled` to true'),
    ),
    example(
      'Meant to be disabled: the text "false" counts as true.',
      {
        ...named('nightly-vacuum', 'data-platform@example.com', 'Switched off since the move.'),
        ...iam,
        enabled: 'false',
      },
      PASSES,
    ),
  ];
};

function named(conn_id: string, owner: string, description: string): Spec {
  return { conn_id, owner, description };
}

function example(shows: string, spec: Spec, expected: Example['expected']): Example {
  return { realm: 'dev', shows, spec, expected };
}
