import { type Policy, policyFor } from '@/lib/connectors/policy';
import type { Spec } from '@/lib/connectors/spec';
import type { RealmDto } from '@/lib/services/realms/realm-dto';

/** The permissions a worker needs for the spec in this realm. */
export function realmPolicy(spec: Spec, { name, account, region, kmsAlias }: RealmDto): Policy {
  return policyFor(spec, { realm: name, account, region, kmsAlias });
}
