import { type LavaItem, specOfItem, withoutSecrets } from '../../connectors/lava-item';
import { storableId } from '../../connectors/storable-id';
import { contentHash } from '../connections/spec-hash';

/** An item as it is kept: what it holds, its fingerprint, and why it is no spec, if it is none. */
export interface PulledItem {
  readonly key: string;
  readonly item: LavaItem;
  /** Of the spec it holds, comparable with a connection's; of one that is no spec, its own. */
  readonly hash: string;
  readonly problem: string | null;
}

/** What is kept of an item of lava's table of connections. A secret in it is not. */
export function pulledItem(item: LavaItem): PulledItem {
  const id = item.conn_id;
  const key = storableId(id !== undefined && 'S' in id ? id.S : '');
  const read = specOfItem(item);
  if (read.ok) return { key, item, hash: contentHash(read.value), problem: null };
  const kept = withoutSecrets(item);
  return {
    key,
    item: kept,
    hash: `item:${contentHash(kept)}`,
    problem: read.problem,
  };
}
