import { realmPrefix } from '../../connectors/references';
import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { realmHelp } from '../runtime';
import { type AwsAnswer, askAws } from './aws-answer';
import { type AwsNames, MAX_NAMES } from './aws-names';

/**
 * The names of the SSM parameters under `/lava/<realm>/`, which are all that a worker may read by default. No value
 * is read.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN
 */
export async function listParameters(
  context: ServiceContext,
  realmName: string,
): Promise<AwsAnswer<AwsNames>> {
  const realm = await authorise(context, 'connection:write', realmName);
  return askAws('ssm:DescribeParameters', (signal) =>
    realmHelp(realm).listParameterNames(realmPrefix(realm.name), MAX_NAMES, signal),
  );
}
