import { canonicalJson } from './canonical-json';
import { has, type Spec } from './spec';

/**
 * Whether a field is left as the stored spec has it. The console's limits of length are for what is written anew: lava
 * takes longer values, and what was pulled with one must stay editable.
 */
export function isKept(key: string, spec: Spec, stored: Spec | undefined): boolean {
  return stored !== undefined && has(stored, key) && canonicalJson(spec[key]) === canonicalJson(stored[key]);
}
