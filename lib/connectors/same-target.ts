import type { Spec } from './spec';

/**
 * The fields that decide which credential is fetched or minted (temporary ones are for a user and a database), where it
 * goes (a secret may hold the host), and how it travels.
 */
const TARGET_FIELDS = [
  'type',
  'host',
  'port',
  'database',
  'user',
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

/** The fields by which testing the draft fetches another credential, or sends it elsewhere, than testing what is stored. */
export function changedTarget(stored: Spec, draft: Spec): readonly string[] {
  return TARGET_FIELDS.filter((field) => JSON.stringify(stored[field]) !== JSON.stringify(draft[field]));
}
