import type { LavaItem } from '../connectors/lava-item';

/** An item as lava's table holds it: a redshift connection that logs in by IAM, with what differs from that. */
export function exampleItem(connId: string, more: LavaItem = {}): LavaItem {
  return {
    conn_id: { S: connId },
    type: { S: 'redshift' },
    enabled: { BOOL: true },
    host: { S: 'analytics-dev.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com' },
    port: { N: '5439' },
    database: { S: 'warehouse' },
    user: { S: 'etl' },
    ...more,
  };
}
