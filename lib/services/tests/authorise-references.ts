import { allows, PERMISSIONS, type Permission } from '../../auth/permissions';
import { foreignReferences } from '../../connectors/foreign-references';
import { realmPrefix } from '../../connectors/references';
import type { Spec } from '../../connectors/spec';
import { refused } from '../audit/record-refusal';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';

/**
 * Makes sure that the actor may also do this in the realms whose parameters and secrets the spec names: else whoever
 * edits one realm could have the passwords of another sent to a host of their own.
 *
 * @throws {ServiceError} FORBIDDEN, the same whether or not the other realm exists; it is recorded
 */
export async function authoriseReferences(
  context: ServiceContext,
  permission: Permission,
  spec: Spec,
  realm: string,
): Promise<void> {
  const foreign = foreignReferences(spec, realm);
  const barred = foreign.find((reference) => !allows(context.actor.roleIn(reference.realm), permission));
  if (!barred) return;
  const { field } = barred;
  const other = barred.realm.slice(0, 80);
  const { role } = PERMISSIONS[permission];
  const message = `\`${field}\` names what lava keeps for the realm ${other}: testing with it takes the role ${role} there, too.`;
  const hint = `Name one under ${realmPrefix(realm)}, where the workers of ${realm} may read, or let somebody test who has that role.`;
  const error = new ServiceError('FORBIDDEN', message, { hint, problems: [{ path: field, message }] });
  throw await refused(context, { permission, realm, because: `${field} is of the realm ${other}` }, error);
}
