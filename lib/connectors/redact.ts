import { looksLikePassword, looksLikeSecretValue } from './password-shape';
import { connectorFor } from './registry';
import type { Spec } from './spec';

const REDACTED = '[redacted]';

/** References of every type, also of those without a table here. */
const REFERENCES: ReadonlySet<string> = new Set(['password', 'secret_id']);

/** The spec for logs: a reference that looks like the secret itself is replaced, everything else stays as it is. */
export function redactSpec(spec: Spec): Spec {
  const fields = connectorFor(spec.type)?.fields ?? [];
  const references = new Set([
    ...REFERENCES,
    ...fields.filter((field) => field.sensitivity === 'reference').map((field) => field.name),
  ]);
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) => [
      key,
      references.has(key) && isSecretItself(key, value) ? REDACTED : value,
    ]),
  );
}

function isSecretItself(key: string, value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return true;
  return key === 'secret_id' ? looksLikeSecretValue(value) : looksLikePassword(value);
}
