import type { AttributeValue, LavaItem } from '../../connectors/lava-item';

/**
 * An item as plain JSON that is only read and never written back: sets are lists, a number is the nearest that
 * JavaScript has, and a binary value, which says nothing here, is null.
 */
export function readableJson(item: LavaItem): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, readable(value)]));
}

function readable(value: AttributeValue): unknown {
  if ('S' in value) return value.S;
  if ('N' in value) return Number(value.N);
  if ('BOOL' in value) return value.BOOL;
  if ('M' in value) return readableJson(value.M);
  if ('L' in value) return value.L.map(readable);
  if ('SS' in value) return value.SS;
  if ('NS' in value) return value.NS.map(Number);
  return null;
}
