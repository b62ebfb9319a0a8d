import { type CredentialGenerator, lavaTypeOf } from '../../connectors/lava-types';
import type { Draft } from '../draft';

/** How lava would generate credentials for this type; undefined when it cannot. */
export function generatorOf(draft: Draft): CredentialGenerator | undefined {
  return lavaTypeOf(draft.get('type'))?.generator;
}

/** Whether lava is about to assume a role for a serverless connection. An absent `database` ends it before that. */
export function assumesRole(draft: Draft): boolean {
  return (
    !draft.has('password') &&
    generatorOf(draft) === 'redshift-serverless' &&
    draft.has('database') &&
    draft.has('role_arn')
  );
}
