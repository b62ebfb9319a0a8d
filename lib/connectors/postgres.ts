import type { Connector } from './field';
import { postgresFields } from './postgres-rows';

const COMMON = {
  loginChoices: ['ssm', 'secret'],
  defaultPort: 5432,
  endpointExample: 'postgresql://orders-db.example.com:5432/orders',
} as const satisfies Partial<Connector>;

/** lava's `postgres` connector: any PostgreSQL server, with a password. */
export const postgres: Connector = {
  ...COMMON,
  type: 'postgres',
  title: 'PostgreSQL',
  summary: 'Any PostgreSQL server, with a password from SSM or Secrets Manager.',
  fields: postgresFields('postgres'),
};

/** lava's `psql` connector: another name for `postgres`. */
export const psql: Connector = {
  ...COMMON,
  type: 'psql',
  title: 'PostgreSQL (psql)',
  summary: 'Another name for the type postgres; lava treats both alike.',
  fields: postgresFields('psql'),
};
