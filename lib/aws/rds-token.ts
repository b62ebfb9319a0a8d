import { Signer } from '@aws-sdk/rds-signer';
import { Secret } from '../connectors/secret';
import type { RdsTokenRequest } from '../resolution/ports';
import type { ServiceClients } from './aws-clients';
import { toRefusal } from './to-refusal';

/** A presigned RDS login token. No call is made, but credentials are needed to sign it: throws `AwsRefusal` without. */
export async function rdsToken(
  { config, sts }: ServiceClients,
  { host, port, user }: RdsTokenRequest,
): Promise<Secret> {
  const signer = new Signer({
    region: config.region,
    hostname: host,
    port,
    username: user,
    credentials: sts.config.credentials,
  });
  try {
    return new Secret(await signer.getAuthToken());
  } catch (error) {
    throw toRefusal(error, { service: 'rds', operation: 'presign' });
  }
}
