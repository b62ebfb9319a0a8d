import type { Endpoint } from '@/lib/connectors/endpoint';
import type { Connector, FieldKind } from '@/lib/connectors/field';

/** A field an endpoint says something about. */
export interface Filled {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

/** The fields of the connector that a pasted endpoint fills, with their new text. */
export function fillsOf(connector: Connector, endpoint: Endpoint): Filled[] {
  const known: Partial<Record<FieldKind, string | undefined>> = {
    host: endpoint.host,
    port: endpoint.port?.toString(),
    database: endpoint.database,
    user: endpoint.user,
    'cluster-id': endpoint.clusterId,
    workgroup: endpoint.workgroup,
  };
  return connector.fields
    .flatMap(({ name, label, kind }) => {
      const value = known[kind];
      return value === undefined ? [] : [{ name, label, value, kind }];
    })
    .sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind))
    .map(({ name, label, value }) => ({ name, label, value }));
}

const ORDER: readonly FieldKind[] = ['host', 'port', 'database', 'cluster-id', 'workgroup', 'user'];
