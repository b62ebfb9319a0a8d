import { hash } from 'node:crypto';
import { canonicalJson } from '../../connectors/canonical-json';

/** A fingerprint of a JSON value's content: the same whatever the order of keys. */
export function contentHash(value: unknown): string {
  return hash('sha256', canonicalJson(value), 'base64url');
}
