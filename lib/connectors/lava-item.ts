import { canonicalJson } from './canonical-json';
import { connIdProblem } from './conn-id';
import { echo } from './echo';
import { jsonProblem } from './json-value';
import { isSecretItself, referenceKeys } from './reference-keys';
import type { Spec } from './spec';

/**
 * A value as DynamoDB stores it, in plain JSON: `{"S": "text"}`, `{"N": "5439"}`; binary values as base64. Kept as it
 * came, since the types say more than a spec does.
 */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly M: LavaItem }
  | { readonly L: readonly AttributeValue[] }
  | { readonly B: string }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] };

/** An item of one of lava's tables. */
export type LavaItem = { readonly [attribute: string]: AttributeValue };

/** What an item says as JSON, or why it cannot be said. */
type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

/** Attributes that stand first in a spec: DynamoDB knows no order. */
const FIRST = ['conn_id', 'job_id', 'type', 'enabled', 'description', 'owner'];

const SETS = { SS: 'a set of strings', NS: 'a set of numbers', BS: 'a set of binary values' } as const;

/**
 * An item as the JSON object that lava's Python would see, keys in a fixed order. Not every item is one: JSON has no
 * binary values and no sets, and JavaScript cannot hold every number. The problem is a sentence that names the attribute.
 */
export function jsonOf(item: LavaItem): Read<Spec> {
  const entries: [string, unknown][] = [];
  for (const name of orderedKeys(item)) {
    const attribute = item[name];
    if (attribute === undefined) continue;
    const read = readAttribute(attribute, name);
    if (!read.ok) return read;
    entries.push([name, read.value]);
  }
  return { ok: true, value: Object.fromEntries(entries) };
}

/**
 * The connection spec an item holds; or why it cannot be one here: an attribute of another type, an identifier that
 * is not allowed, a secret where the name of one belongs. Anything else that lava might stumble over is kept as it is.
 */
export function specOfItem(item: LavaItem): Read<Spec> {
  const secret = secretAttributes(item)[0];
  if (secret !== undefined) {
    return {
      ok: false,
      problem: `\`${secret}\` looks like the secret itself, where only the name of a parameter or secret belongs. It is not kept here. Store the secret where lava looks for it and put its name into lava’s table.`,
    };
  }
  const read = jsonOf(item);
  if (!read.ok) return read;
  const spec = read.value;
  const id = connIdProblem(spec.conn_id);
  if (id !== undefined) return { ok: false, problem: `\`conn_id\`: ${id}` };
  const json = jsonProblem(spec);
  return json === undefined ? { ok: true, value: spec } : { ok: false, problem: json };
}

/** The item without what looks like a secret: what may be stored of one that is no spec. */
export function withoutSecrets(item: LavaItem): LavaItem {
  const secrets = new Set(secretAttributes(item));
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, secrets.has(name) ? { S: '[redacted]' } : value]),
  );
}

/** The attributes that hold a secret where the name of one belongs. Of other types than text none is a name. */
function secretAttributes(item: LavaItem): string[] {
  const type = item.type !== undefined && 'S' in item.type ? item.type.S : undefined;
  return referenceKeys({ type }).filter((key) => {
    const value = Object.hasOwn(item, key) ? item[key] : undefined;
    if (value === undefined || 'NULL' in value || 'BOOL' in value) return false;
    return 'S' in value ? isSecretItself(key, value.S) : true;
  });
}

/**
 * The item for a spec. What says the same as in `former` keeps its attribute value exactly, so that publishing changes
 * only what was changed here.
 */
export function itemOf(spec: Spec, former: LavaItem = {}): LavaItem {
  return Object.fromEntries(
    Object.entries(spec).map(([name, value]) => {
      const before = Object.hasOwn(former, name) ? former[name] : undefined;
      return [name, before !== undefined && saysSame(before, value) ? before : attributeOf(value, before)];
    }),
  );
}

/** Maps compared whatever the order of their keys. */
function sameAttribute(one: AttributeValue | undefined, other: AttributeValue | undefined): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

/** The attributes in which two items differ. */
export function changedAttributes(before: LavaItem, after: LavaItem): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) =>
      Object.hasOwn(before, name) !== Object.hasOwn(after, name) || !sameAttribute(before[name], after[name]),
  );
}

/** Whether two items are the same, attribute types included. Null: there is none. */
export function sameItem(one: LavaItem | null, other: LavaItem | null): boolean {
  if (one === null || other === null) return one === other;
  return changedAttributes(one, other).length === 0;
}

function saysSame(attribute: AttributeValue, value: unknown): boolean {
  const read = readAttribute(attribute, '');
  return read.ok && canonicalJson(read.value) === canonicalJson(value);
}

function attributeOf(value: unknown, former?: AttributeValue): AttributeValue {
  if (value === null || value === undefined) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) {
    const before = former !== undefined && 'L' in former ? former.L : [];
    return {
      L: value.map((inner, index) => {
        const old = before[index];
        return old !== undefined && saysSame(old, inner) ? old : attributeOf(inner, old);
      }),
    };
  }
  return { M: itemOf(Object(value), former !== undefined && 'M' in former ? former.M : {}) };
}

function readAttribute(attribute: AttributeValue, path: string): Read<unknown> {
  if ('S' in attribute) return { ok: true, value: attribute.S };
  if ('BOOL' in attribute) return { ok: true, value: attribute.BOOL };
  if ('NULL' in attribute) return { ok: true, value: null };
  if ('N' in attribute) return numberOf(attribute.N, path);
  if ('M' in attribute) return jsonOf(attribute.M);
  if ('L' in attribute) {
    const values: unknown[] = [];
    for (const inner of attribute.L) {
      const read = readAttribute(inner, path);
      if (!read.ok) return read;
      values.push(read.value);
    }
    return { ok: true, value: values };
  }
  const type = Object.keys(attribute)[0] ?? '';
  const what = type === 'B' ? 'a binary value' : SETS[type === 'SS' || type === 'NS' ? type : 'BS'];
  return {
    ok: false,
    problem: `\`${echo(path)}\` is ${what}, which a specification cannot hold. It is left as it is in lava’s table.`,
  };
}

function numberOf(text: string, path: string): Read<number> {
  const value = Number(text);
  const same = String(value) === text || digitsOf(String(value)) === digitsOf(text);
  if (Number.isFinite(value) && same) return { ok: true, value };
  return {
    ok: false,
    problem: `\`${echo(path)}\` holds the number ${echo(text)}, which cannot be kept exactly. It is left as it is in lava’s table.`,
  };
}

/** The significant digits and the exponent of a decimal number: equal for equal numbers however they are written. */
function digitsOf(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const trimmed = digits.replace(/0+$/, '');
  if (trimmed === '') return '0';
  const power = Number(exponent) - fraction.length + (digits.length - trimmed.length);
  return `${sign === '-' ? '-' : ''}${trimmed}e${power}`;
}

function orderedKeys(item: LavaItem): string[] {
  const first = FIRST.filter((name) => Object.hasOwn(item, name));
  const rest = Object.keys(item).filter((name) => !first.includes(name));
  return [...first, ...rest.sort()];
}
