import type { LavaItem } from '../connectors/lava-item';
import type { AwsClients } from './aws-clients';
import type { AwsConfig } from './aws-config';
import { getItem, type ItemKey, tableSize, type WriteResult, writeItem } from './dynamodb';
import { type ScanPage, scanPage } from './scan-items';
import { CALL_TIMEOUT_MS } from './send';

/** lava's tables in DynamoDB. All throw `AwsRefusal`. */
export interface LavaTables {
  /** About how many items the table holds. */
  tableSize(table: string, signal: AbortSignal): Promise<number>;
  /** One page, read consistently; at most `limit` items where one is given. */
  scanPage(table: string, from: LavaItem | undefined, signal: AbortSignal, limit?: number): Promise<ScanPage>;
  /** The item as it is now; null when there is none. */
  getItem(key: ItemKey, signal: AbortSignal): Promise<LavaItem | null>;
  /** Writes `next` (null: deletes) if the item still is `expected` (null: there is none). */
  writeItem(
    key: ItemKey,
    expected: LavaItem | null,
    next: LavaItem | null,
    signal: AbortSignal,
  ): Promise<WriteResult>;
}

/** The tables of a realm's account and region. */
export function createLavaTables(config: AwsConfig, clients: AwsClients): LavaTables {
  const { dynamodb } = clients.services(config);
  const { callTimeout = CALL_TIMEOUT_MS } = config;
  return {
    tableSize: (table, signal) => tableSize(dynamodb, callTimeout, table, signal),
    scanPage: (table, from, signal, limit) => scanPage(dynamodb, callTimeout, table, from, signal, limit),
    getItem: (key, signal) => getItem(dynamodb, callTimeout, key, signal),
    writeItem: (key, expected, next, signal) => writeItem(dynamodb, callTimeout, key, expected, next, signal),
  };
}
