import type { Spec } from './spec';

/** The fields that decide which credential is fetched, where it goes (a secret may hold the host), and how it travels. */
const TARGET_FIELDS = [
  'type',
  'host',
  'port',
  'ssl',
  'subtype',
  'password',
  'secret_id',
  'role_arn',
  'external_id',
  'region',
  'cluster_id',
  'workgroup',
] as const;

/** Whether testing the draft fetches the same credential, and sends it to the same place, as testing what is stored. */
export function sameTarget(stored: Spec, draft: Spec): boolean {
  return TARGET_FIELDS.every((field) => JSON.stringify(stored[field]) === JSON.stringify(draft[field]));
}
