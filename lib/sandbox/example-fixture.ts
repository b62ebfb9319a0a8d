import type { Fixture } from './aws/fixture';
import { clusterHost } from './example';
import { SHARE_EXTERNAL_ID, SHARE_ROLE } from './example-connections-siblings';
import { examplePolicies, exampleWorkers } from './example-policies';
import { EXAMPLE_REALMS, type ExampleRealm } from './example-realms';
import type { SandboxPorts } from './sandbox-ports';
import type { SandboxStore } from './sandbox-store';

const DAY_MS = 24 * 3_600_000;

/**
 * What the stand-in AWS holds for the example connections. `now` (milliseconds since the epoch) is what the ages of
 * parameters and secrets are counted from.
 */
export function exampleFixture(store: SandboxStore, ports: SandboxPorts, now: number): Fixture {
  const [dev, prod] = EXAMPLE_REALMS;
  const days = (count: number) => new Date(now + count * DAY_MS).toISOString();
  const etl = store.secret('etl');
  const reporting = store.secret('reporting');
  const lavaUser = store.secret('lava_user');
  const parameter = (Value: string, KeyId: string, age: number, Version = 1) => ({
    Value,
    KeyId,
    Version,
    LastModifiedDate: days(-age),
  });

  const workgroup = (name: string, { account, region }: ExampleRealm, user: string) => ({
    user,
    region,
    endpoint: {
      address: `${name}.${account}.${region}.redshift-serverless.amazonaws.com`,
      port: ports.redshift,
    },
  });

  return {
    account: dev.account,
    ssm: {
      '/lava/dev/reporting/finance/password': parameter(reporting, dev.kmsAlias, 12, 4),
      '/lava/dev/crm-sync/password': parameter(reporting, dev.kmsAlias, 90, 2),
      '/lava/dev/shared/password': parameter(reporting, dev.kmsAlias, 200, 1),
      '/lava/dev/legacy-loader/password': parameter(store.secret('stale'), dev.kmsAlias, 800, 1),
      '/lava/dev/hr/people/password': {
        error: 'AccessDeniedException',
        message: `User: arn:aws:iam::${dev.account}:user/lava-connections is not authorized to perform: ssm:GetParameter`,
      },
      '/lava/dev/orders/password': parameter(store.secret('orders_app'), dev.kmsAlias, 40, 3),
      '/lava/dev/data-share/external-id': parameter(SHARE_EXTERNAL_ID, dev.kmsAlias, 100),
      '/lava/prod/reporting/board/password': parameter(lavaUser, prod.kmsAlias, 30, 7),
      '/lava/prod/inventory/password': parameter(lavaUser, prod.kmsAlias, 45, 3),
      '/lava/prod/pricing/password': {
        Value: lavaUser,
        Type: 'String',
        Version: 1,
        LastModifiedDate: days(-400),
      },
      '/lava/prod/orders/password': parameter(lavaUser, 'alias/aws/ssm', 61, 2),
      '/lava/prod/clickstream/password': parameter(lavaUser, prod.kmsAlias, 5, 11),
      '/lava/prod/geo/stores/password': parameter(lavaUser, prod.kmsAlias, 900, 1),
      '/lava/prod/archive/password': parameter(lavaUser, prod.kmsAlias, 1500, 1),
      '/shared/redshift/lava_user': parameter(lavaUser, 'alias/aws/ssm', 20, 1),
    },
    secrets: {
      '/lava/dev/marketing/campaigns': {
        json: {
          engine: 'redshift',
          username: 'reporting',
          password: reporting,
          host: clusterHost('analytics-dev', dev.region),
          port: ports.redshift,
          dbname: 'analytics',
          dbClusterIdentifier: 'analytics-dev',
        },
        RotationEnabled: true,
        LastRotatedDate: days(-8),
        LastChangedDate: days(-8),
        NextRotationDate: days(22),
        KmsKeyId: dev.kmsAlias,
      },
      '/lava/dev/product-usage': {
        json: { username: 'etl', password: etl },
        RotationEnabled: true,
        LastRotatedDate: days(-75),
        LastChangedDate: days(-75),
        NextRotationDate: days(-45),
        KmsKeyId: dev.kmsAlias,
      },
      '/lava/dev/crm-sync': {
        json: { username: 'reporting', password: store.secret('stale'), host: 'crm.sandbox.internal' },
        LastChangedDate: days(-500),
      },
      '/lava/dev/tickets': {
        json: { username: 'reporting', password: reporting, port: ports.redshift, dbname: 'analytics' },
        RotationEnabled: true,
        LastRotatedDate: days(-3),
        LastChangedDate: days(-3),
        NextRotationDate: days(27),
        KmsKeyId: dev.kmsAlias,
      },
      '/lava/dev/partner-feed': {
        SecretBinary: Buffer.from(store.secret('stale')).toString('base64'),
        LastChangedDate: days(-30),
      },
    },
    redshift: {
      'analytics-dev': {
        endpoint: { Address: clusterHost('analytics-dev', dev.region), Port: ports.redshift },
        database: 'analytics',
        region: dev.region,
      },
      'lab-dev': {
        status: 'paused',
        endpoint: { Address: clusterHost('lab-dev', dev.region), Port: ports.closed },
        database: 'analytics',
        region: dev.region,
      },
      'busy-dev': { error: 'Throttling', message: 'Rate exceeded' },
      'analytics-prod': {
        endpoint: { Address: clusterHost('analytics-prod', prod.region), Port: ports.redshift },
        database: 'analytics',
        region: prod.region,
      },
    },
    redshift_serverless: {
      'ad-hoc': workgroup('ad-hoc', dev, 'IAMR:lava-connections'),
      'data-share': workgroup('data-share', dev, 'IAMR:data-share-reader'),
      forecasting: workgroup('forecasting', prod, 'IAMR:lava-prod-worker'),
    },
    sts: {
      [SHARE_ROLE]: { access_key_id: 'ASIASANDBOXSHARE0001', external_id: SHARE_EXTERNAL_ID },
      [prod.roleArn ?? '']: {
        access_key_id: 'ASIASANDBOXPROD00001',
        external_id: prod.externalId ?? undefined,
      },
      ...exampleWorkers(dev),
    },
    policies: examplePolicies(dev, prod),
  };
}
