import { allows } from '../../auth/permissions';
import { authorise, authoriseEverywhere } from '../authorise';
import type { ServiceContext } from '../context';

/** What of the trail may be seen. */
export interface ActivityScope {
  /** Null: all realms, and what belongs to none. */
  readonly realm: string | null;
  /** Where requests came from, and who was given which role, is for admins only. */
  readonly asAdmin: boolean;
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
  if (realm !== null) {
    const { name } = await authorise(context, 'connection:read', realm);
    return { realm: name, asAdmin: allows(context.actor.roleIn(name), 'realm:write') };
  }
  await authoriseEverywhere(context, 'activity:read');
  return { realm, asAdmin: true };
}
