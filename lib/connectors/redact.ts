import { isSecretItself, referenceKeys } from './reference-keys';
import { connectorFor } from './registry';
import type { Spec } from './spec';

const REDACTED = '[redacted]';

/** The spec for logs: a reference that looks like the secret itself is replaced, everything else stays as it is. */
export function redactSpec(spec: Spec, connector = connectorFor(spec.type)): Spec {
  const references = new Set(referenceKeys(spec, connector));
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) => [
      key,
      references.has(key) && isSecretItself(key, value) ? REDACTED : value,
    ]),
  );
}
