import { authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { realmHelp } from '../runtime';
import { type AwsAnswer, askAws } from './aws-answer';
import type { Place } from './place';

/** The Redshift clusters of the realm's region, to choose from. @throws {ServiceError} NOT_FOUND, FORBIDDEN */
export async function listClusters(
  context: ServiceContext,
  realmName: string,
): Promise<AwsAnswer<{ readonly places: readonly Place[] }>> {
  const realm = await authorise(context, 'connection:write', realmName);
  return askAws('redshift:DescribeClusters', async (signal) => {
    const clusters = await realmHelp(realm).listClusters(signal);
    return { places: clusters.map(({ id, ...rest }) => ({ name: id, ...rest })) };
  });
}
