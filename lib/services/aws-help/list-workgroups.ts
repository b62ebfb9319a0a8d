import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { realmHelp } from '../runtime';
import { type AwsAnswer, askAws } from './aws-answer';
import type { Place } from './place';

/**
 * The workgroups of Redshift Serverless in the realm's region, to choose from.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN
 */
export async function listWorkgroups(
  context: ServiceContext,
  realmName: string,
): Promise<AwsAnswer<{ readonly places: readonly Place[] }>> {
  const realm = await authorise(context, 'connection:write', realmName);
  return askAws('redshift-serverless:ListWorkgroups', async (signal) => {
    const workgroups = await realmHelp(realm).listWorkgroups(signal);
    return {
      places: workgroups.map(({ name, status, endpoint }) => ({
        name,
        status: status.toLowerCase(),
        endpoint,
        database: null,
      })),
    };
  });
}
