import { allows } from '../../auth/permissions';
import { recordRefusal } from '../audit/record-refusal';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';

/** What of the trail may be seen. */
export interface ActivityScope {
  /** Null: all realms, and what belongs to none. */
  readonly realm: string | null;
  /** Where requests came from is for admins only. */
  readonly addresses: boolean;
}

/**
 * The trail of a realm, for whoever sees the realm; that of the whole console (`realm` null) for admins.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN
 */
export async function authoriseActivity(
  context: ServiceContext,
  realm: string | null,
): Promise<ActivityScope> {
  const isAdmin = allows(context.actor.roleIn(realm ?? '*'), 'realm:write');
  if (realm !== null) {
    const { name } = await authorise(context, 'connection:read', realm);
    return { realm: name, addresses: isAdmin };
  }
  if (isAdmin) return { realm, addresses: true };
  await recordRefusal(context, { permission: 'activity:read' });
  throw new ServiceError(
    'FORBIDDEN',
    'Only an admin of the whole console may see the activity of all realms.',
    {
      hint: 'Open the activity of a realm in which you have a role.',
    },
  );
}
