import type { ExampleRealm } from './example-realms';

/** An item of lava's table of jobs, as plain JSON. */
export type JobItem = { readonly job_id: string; readonly [field: string]: unknown };

/**
 * The jobs of the sandbox's realms: most use its connections, a few name one that is missing or disabled, some run
 * other jobs only. Connections that no job names are left, so that something is unused.
 */
export const EXAMPLE_JOBS: Readonly<Record<ExampleRealm['name'], readonly JobItem[]>> = {
  dev: [
    {
      ...job('load/orders', 'data-platform@example.com', 'Loads the orders of the last hour.', 'Sydney'),
      ...fromS3('etl-warehouse', 'orders'),
      schedule: '5 * * * *',
    },
    {
      ...job('load/customers', 'data-platform@example.com', 'Loads changed customers.', 'Sydney'),
      ...fromS3('etl-warehouse', 'customers'),
      schedule: '*/15 * * * *',
    },
    {
      ...job('load/backfill', 'data-platform@example.com', 'Loads whole months anew, on demand.'),
      ...fromS3('backfill', 'orders'),
      enabled: false,
    },
    {
      ...job('finance/month-end', 'finance-bi@example.com', 'Closes the month.', 'Sydney'),
      ...sql('sqlc', 'reporting/finance'),
      schedule: ['0 6 1 * *', { crontab: '30 6 * * 1-5', from: '2026-07-01', to: '2027-06-30' }],
    },
    {
      ...job(
        'finance/close-check',
        'finance-bi@example.com',
        'Compares the ledger with the warehouse.',
        'Sydney',
      ),
      ...sql('sqlv', 'reporting/finance'),
      schedule: '30 6 * * 1-5',
    },
    {
      ...job(
        'marketing/attribution',
        'marketing-analytics@example.com',
        'Attributes sales to campaigns.',
        'UTC',
      ),
      ...sql('sqlc', 'marketing/campaigns'),
      schedule: '45 5 * * *',
    },
    {
      ...job(
        'marketing/summer-report',
        'marketing-analytics@example.com',
        'Left over from the campaign.',
        'UTC',
      ),
      ...sql('sqlc', 'summer-campaign'),
      schedule: '0 7 * * *',
    },
    {
      ...job('crm/sync', 'crm@example.com', 'Copies accounts and contacts.', 'Sydney'),
      ...program('exe', { crm: 'crm-sync', warehouse: 'etl-warehouse' }),
      schedule: '0 */2 * * *',
    },
    {
      ...job('crm/archive', 'crm@example.com', 'Moves closed accounts; its target was deleted.', 'Sydney'),
      ...program('pkg', { source: 'crm-sync', target: 'crm-archive' }),
      schedule: '0 3 1 * *',
    },
    {
      ...job(
        'hr/payroll-export',
        'people-systems@example.com',
        'Exports payroll, but not over new year.',
        'Sydney',
      ),
      ...sql('sqlc', 'hr/payroll'),
      worker: 'people',
      schedule: { crontab: '0 4 * * 4', from: '2027-01-05', to: '2026-12-20' },
    },
    {
      ...job('product/usage-rollup', 'product@example.com', 'Adds up feature usage.', 'UTC'),
      ...sql('sqlc', 'product-usage'),
      schedule: ['0 1,13 * * *', '0 20 * * 5'],
    },
    {
      ...job('telemetry/rollup', 'devices@example.com', 'Rolls device events up.', 'UTC'),
      ...sql('sqli', 'hourly-rollup'),
      schedule: '10 * * * *',
    },
    {
      ...job('telemetry/ingest', 'devices@example.com', 'Takes in what the devices sent.', 'UTC'),
      ...program('docker', { db: 'telemetry' }),
      schedule: '*/10 6-22 * * *',
    },
    {
      ...job(
        'telemetry/unload',
        'devices@example.com',
        'Unloads old events to a bucket nobody set up.',
        'UTC',
      ),
      type: 'redshift_unload',
      parameters: {
        args: ['PARQUET'],
        bucket: 'telemetry-archive',
        conn_id: 'telemetry',
        prefix: 'events/',
        relation: 'events',
        s3_conn_id: 'telemetry-bucket',
        schema: 'telemetry',
      },
      schedule: '0 2 1 1,7 *',
    },
    {
      ...job(
        'maintenance/vacuum',
        'data-platform@example.com',
        'The text "false" stops a job, unlike a connection.',
      ),
      ...sql('sqlc', 'nightly-vacuum'),
      enabled: 'false',
      schedule: '0 1 * * 0',
    },
    {
      ...job('maintenance/per-schema', 'data-platform@example.com', 'Runs a job for each schema.', 'Sydney'),
      type: 'foreach',
      payload: 'maintenance/analyse',
      parameters: {
        foreach: { type: 'query', conn_id: 'etl-warehouse', query: 'select nspname from pg_namespace' },
      },
      schedule: '0 23 * * 6',
    },
    {
      ...job(
        'nightly',
        'data-platform@example.com',
        'Runs other jobs, which name their own connections.',
        'Sydney',
      ),
      type: 'chain',
      payload: ['load/orders', 'product/usage-rollup'],
      schedule: '0 2 * * *',
    },
    {
      ...job('legacy/load', 'data-platform@example.com', 'Replaced by load/orders.'),
      ...sql('sqlc', 'legacy-loader'),
      enabled: false,
      schedule: '--',
    },
    {
      ...job('legacy/compare', 'data-platform@example.com', 'Compared with a warehouse that is gone.'),
      ...sql('sqlv', 'warehouse-2019'),
      enabled: false,
    },
    {
      ...job('ops/scheduler', 'data-platform@example.com', 'Builds the crontab of the dispatcher.', 'Sydney'),
      type: 'lavasched',
      parameters: { dispatcher: 'Sydney', env: { CRON_TZ: 'Australia/Sydney' } },
      schedule: '0-59/15 * * * *',
    },
  ],
  prod: [
    {
      ...job('load/orders', 'data-platform@example.com', 'Loads the orders of the last hour.', 'UTC'),
      ...fromS3('etl-warehouse', 'orders'),
      schedule: '5 * * * *',
    },
    {
      ...job('load/inventory', 'supply-chain@example.com', 'Loads stock levels.', 'UTC'),
      ...fromS3('inventory', 'stock'),
      schedule: '*/30 * * * *',
    },
    {
      ...job('reporting/board-pack', 'finance-bi@example.com', 'Figures for the board.', 'New York'),
      ...sql('sqlc', 'reporting/board'),
      schedule: '0 6 * * 1',
    },
    {
      ...job('forecasting/weekly', 'supply-chain@example.com', 'Forecasts the demand.', 'UTC'),
      ...program('exe', { forecasts: 'forecasting-v2', stock: 'inventory' }),
      schedule: '0 4 * * 0',
    },
    {
      ...job('pricing/publish', 'pricing@example.com', 'Publishes price lists.', 'UTC'),
      ...program('pkg', { prices: 'pricing', lookups: 'shared/lookups' }),
      schedule: '30 3 * * 1-5',
    },
    {
      ...job('loyalty/points', 'loyalty@example.com', 'Credits points.', 'UTC'),
      ...sql('sqlc', 'loyalty'),
      schedule: '*/5 * * * *',
    },
    {
      ...job('orders/returns', 'orders@example.com', 'Names a connection that prod does not have.', 'UTC'),
      ...program('exe', { orders: 'orders', refunds: 'payments/refunds' }),
      schedule: '0 5 * * *',
    },
    {
      ...job('clickstream/rebuild', 'web@example.com', 'Rebuilds sessions, on demand.'),
      ...sql('sqlc', 'clickstream'),
      enabled: false,
    },
  ],
};

function job(job_id: string, owner: string, description: string, dispatcher?: string) {
  return {
    job_id,
    owner,
    description,
    enabled: true,
    worker: 'core',
    payload: '--',
    ...(dispatcher !== undefined && { dispatcher }),
  };
}

function fromS3(db_conn_id: string, table: string) {
  return {
    type: 'db_from_s3',
    parameters: {
      bucket: 'landing',
      key: `${table}/latest.csv`,
      db_conn_id,
      mode: 'append',
      s3_iam_role: 'landing-reader',
      schema: 'staging',
      table,
    },
  };
}

function sql(type: 'sqlc' | 'sqli' | 'sqlv', conn_id: string) {
  return { type, payload: 'sql/', parameters: { conn_id, timeout: '30m' } };
}

function program(type: 'exe' | 'pkg' | 'docker', connections: Readonly<Record<string, string>>) {
  return { type, payload: 'bin/run', parameters: { connections, timeout: '1h' } };
}
