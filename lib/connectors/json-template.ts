import { COMMON_FIELDS, isExtraKey } from './common-fields';
import { lavaTypeOf } from './lava-types';
import type { Spec } from './spec';

const SHARED = ['conn_id', 'type', 'enabled', 'description', ...COMMON_FIELDS.map(({ name }) => name)];
/** What connections to other databases call alike. */
const DATABASE = ['host', 'port', 'database', 'user', 'password', 'secret_id', 'ssl', 'preserve_case'];

/** A spec of another type as the start of one that is written as JSON: what both types know, and the type itself. */
export function jsonTemplate(type: string, spec: Spec): Spec {
  const kept = new Set(lavaTypeOf(type) ? [...SHARED, ...DATABASE] : SHARED);
  const same = Object.entries(spec).filter(([key]) => kept.has(key) || isExtraKey(key));
  return { conn_id: '', ...Object.fromEntries(same), type };
}
