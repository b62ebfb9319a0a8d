import { PARAMETER_KEYS } from './lava-references';
import { looksLikePassword, looksLikeSecretValue } from './password-shape';
import { connectorFor } from './registry';
import type { Spec } from './spec';

const EVERYWHERE = ['password', 'secret_id'] as const;

/** The keys of a spec that name a parameter or secret, so that they must not hold the credential itself. */
export function referenceKeys(spec: Spec, connector = connectorFor(spec.type)): readonly string[] {
  const own = connector
    ? connector.fields.filter((field) => field.sensitivity === 'reference').map((field) => field.name)
    : PARAMETER_KEYS;
  return [...new Set([...EVERYWHERE, ...own])];
}

/** Whether the value under a reference's key looks like the credential itself. Maps and lists count as such. */
export function isSecretItself(key: string, value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return true;
  return key === 'secret_id' ? looksLikeSecretValue(value) : looksLikePassword(value);
}
