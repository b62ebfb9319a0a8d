import { GetCredentialsCommand, type RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless';
import { Secret } from '../connectors/secret';
import type { ServerlessCredentialsRequest, TemporaryCredentials } from '../resolution/ports';
import { byOurClock } from './clock';
import { present } from './present';
import { send } from './send';

/** GetCredentials. The role and region of the request are the client's business. */
export async function getServerlessCredentials(
  client: RedshiftServerlessClient,
  timeout: number,
  { workgroup, database, durationSeconds }: ServerlessCredentialsRequest,
  signal: AbortSignal,
): Promise<TemporaryCredentials> {
  const call = { service: 'redshift-serverless', operation: 'GetCredentials' } as const;
  const mintedAt = new Date();
  const command = new GetCredentialsCommand({
    workgroupName: workgroup,
    dbName: database,
    durationSeconds,
  });
  const answer = await send(call, signal, timeout, (abortSignal) => client.send(command, { abortSignal }));
  return {
    user: present(answer.dbUser, call),
    password: new Secret(present(answer.dbPassword, call)),
    expiresAt: byOurClock(present(answer.expiration, call), client.config),
    mintedAt,
  };
}
