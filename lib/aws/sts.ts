import { AssumeRoleCommand, GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { Secret } from '../connectors/secret';
import type { AssumedRole, AssumeRoleRequest } from '../resolution/ports';
import { byOurClock } from './clock';
import { present } from './present';
import { send } from './send';

/** Whom AWS takes the caller for. */
export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
}

/** AssumeRole. */
export async function assumeRole(
  client: STSClient,
  timeout: number,
  { roleArn, sessionName, durationSeconds, externalId, tags }: AssumeRoleRequest,
  signal: AbortSignal,
): Promise<AssumedRole> {
  const call = { service: 'sts', operation: 'AssumeRole' } as const;
  const command = new AssumeRoleCommand({
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    DurationSeconds: durationSeconds,
    ...(externalId && { ExternalId: externalId.reveal() }),
    ...(tags && { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
  });
  const answer = await send(call, signal, timeout, (abortSignal) => client.send(command, { abortSignal }));
  const keys = present(answer.Credentials, call);
  return {
    roleArn,
    accessKeyId: present(keys.AccessKeyId, call),
    secretAccessKey: new Secret(present(keys.SecretAccessKey, call)),
    sessionToken: new Secret(present(keys.SessionToken, call)),
    expiresAt: byOurClock(present(keys.Expiration, call), client.config),
  };
}

/** GetCallerIdentity: AWS always allows it, so a refusal means that the credentials do not work. */
export async function getCallerIdentity(
  client: STSClient,
  timeout: number,
  signal: AbortSignal,
): Promise<CallerIdentity> {
  const call = { service: 'sts', operation: 'GetCallerIdentity' } as const;
  const answer = await send(call, signal, timeout, (abortSignal) =>
    client.send(new GetCallerIdentityCommand({}), { abortSignal }),
  );
  return { account: present(answer.Account, call), arn: present(answer.Arn, call) };
}
