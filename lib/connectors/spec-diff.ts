import { canonicalJson } from './canonical-json';
import { has, type Spec } from './spec';

/** One field that differs; a side is absent when the key is. */
export interface FieldChange {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The fields in which two specs differ, in the order in which they stand. The order of keys inside a field is no difference. */
export function changedFields(before: Spec, after: Spec): FieldChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter(
      (field) =>
        has(before, field) !== has(after, field) ||
        canonicalJson(before[field]) !== canonicalJson(after[field]),
    )
    .map((field) => ({
      field,
      ...(has(before, field) && { before: before[field] }),
      ...(has(after, field) && { after: after[field] }),
    }));
}
