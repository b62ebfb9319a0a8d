import { createHash } from 'node:crypto';
import { canonicalJson } from '../../connectors/canonical-json';

/** A fingerprint of a JSON value's content: the same whatever the order of keys. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('base64url');
}
