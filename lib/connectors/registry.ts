import type { Connector } from './field';
import { postgres, psql } from './postgres';
import { postgresAurora, postgresRds } from './postgres-rds';
import { redshift } from './redshift';
import { redshiftServerless } from './redshift-serverless';

/** Every connector with a table of fields. Adding one is adding it here. */
export const CONNECTORS: readonly Connector[] = [
  redshift,
  redshiftServerless,
  postgres,
  psql,
  postgresRds,
  postgresAurora,
];

const BY_TYPE = new Map(CONNECTORS.map((connector) => [connector.type, connector]));

/** The connector for a spec's `type`, case ignored as lava's look-up does; undefined where there is no table yet. */
export function connectorFor(type: unknown): Connector | undefined {
  return typeof type === 'string' ? BY_TYPE.get(type.toLowerCase()) : undefined;
}
