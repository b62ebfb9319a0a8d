import { STSClient } from '@aws-sdk/client-sts';

/** The region that the SDK's own sources name: `AWS_REGION`, then the profile. Undefined when neither does. */
export async function configuredRegion(): Promise<string | undefined> {
  const client = new STSClient({});
  try {
    return await client.config.region();
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}
