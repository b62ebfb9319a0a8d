import { isKept } from '../../connectors/kept';
import type { Spec } from '../../connectors/spec';
import type { ImportEntry } from '../../transfer/read-import';

/**
 * Why a connection of the files cannot be imported over what is stored; undefined when it can. Limits are for what an
 * import changes: a description that is stored just so may stay, and so may the size of what lava held already.
 */
export function refusalOf(entry: ImportEntry, stored: Spec | undefined): string | undefined {
  if (entry.reason !== undefined) return entry.reason;
  const { spec, overLimits = [] } = entry;
  return overLimits.find(({ what }) =>
    what === 'description' ? !isKept('description', spec, stored) : sizeOf(spec) > sizeOf(stored),
  )?.reason;
}

function sizeOf(spec: Spec | undefined): number {
  return spec === undefined ? 0 : Buffer.byteLength(JSON.stringify(spec));
}
