import type { AttributeValue as SdkValue } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, LavaItem } from '../connectors/lava-item';

/** An item of the SDK as plain JSON. */
export function fromSdk(item: Record<string, SdkValue>): LavaItem {
  if (isFlat(item)) return item;
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, fromSdkValue(value)]));
}

/** Whether all is text, numbers or booleans, which are in the SDK as they are here. */
function isFlat(item: object): item is LavaItem {
  return Object.values(item).every(
    (value: SdkValue) => value.S !== undefined || value.N !== undefined || value.BOOL !== undefined,
  );
}

function fromSdkValue(value: SdkValue): AttributeValue {
  if (value.S !== undefined || value.N !== undefined || value.BOOL !== undefined) return value;
  if (value.M !== undefined) return { M: fromSdk(value.M) };
  if (value.L !== undefined) return { L: value.L.map(fromSdkValue) };
  if (value.SS !== undefined || value.NS !== undefined) return value;
  if (value.B !== undefined) return { B: Buffer.from(value.B).toString('base64') };
  if (value.BS !== undefined) return { BS: value.BS.map((bytes) => Buffer.from(bytes).toString('base64')) };
  return { NULL: true };
}

/** An item as the SDK takes it. */
export function toSdk(item: LavaItem): Record<string, SdkValue> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toSdkValue(value)]));
}

/** One value as the SDK takes it. */
export function toSdkValue(value: AttributeValue): SdkValue {
  if ('M' in value) return { M: toSdk(value.M) };
  if ('L' in value) return { L: value.L.map(toSdkValue) };
  if ('B' in value) return { B: Buffer.from(value.B, 'base64') };
  if ('BS' in value) return { BS: value.BS.map((text) => Buffer.from(text, 'base64')) };
  if ('SS' in value) return { SS: [...value.SS] };
  if ('NS' in value) return { NS: [...value.NS] };
  return { ...value };
}
