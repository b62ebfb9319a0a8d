import { isUsableReference } from './login-way';
import { referenceKeys } from './reference-keys';
import { parameterName, secretName } from './references';
import { has, type Spec } from './spec';

/** A field that names a parameter or secret kept for another realm, and that realm. */
export interface ForeignReference {
  readonly field: string;
  readonly realm: string;
}

const REALM_PATH = /^\/lava\/([^/]+)\//;

/**
 * What the spec names under `/lava/<another realm>/`, where lava's convention keeps the credentials of that realm
 * (semantics.md, "What lava's workers may read"). Whether there is such a realm makes no difference.
 */
export function foreignReferences(spec: Spec, realm: string): readonly ForeignReference[] {
  return referenceKeys(spec)
    .filter((field) => has(spec, field))
    .flatMap((field) => {
      const value = spec[field];
      if (!isUsableReference(value)) return [];
      const other = REALM_PATH.exec(field === 'secret_id' ? secretName(value) : parameterName(value))?.[1];
      return other === undefined || other === realm ? [] : [{ field, realm: other }];
    });
}
