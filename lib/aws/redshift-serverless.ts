import {
  GetCredentialsCommand,
  ListWorkgroupsCommand,
  type RedshiftServerlessClient,
} from '@aws-sdk/client-redshift-serverless';
import { Secret } from '../connectors/secret';
import type { ServerlessCredentialsRequest, TemporaryCredentials } from '../resolution/ports';
import { byOurClock } from './clock';
import { present } from './present';
import { send } from './send';

/** A workgroup of Redshift Serverless. One that is being made may have no endpoint. */
export interface WorkgroupFacts {
  readonly name: string;
  /** Ends in an id that the name does not tell. */
  readonly arn: string;
  /** `AVAILABLE`, `CREATING`, `MODIFYING`, `DELETING`. */
  readonly status: string;
  readonly endpoint: { readonly host: string; readonly port: number } | null;
}

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

/** ListWorkgroups: all of the region. */
export async function listWorkgroups(
  client: RedshiftServerlessClient,
  timeout: number,
  signal: AbortSignal,
): Promise<WorkgroupFacts[]> {
  const call = { service: 'redshift-serverless', operation: 'ListWorkgroups' } as const;
  const workgroups: WorkgroupFacts[] = [];
  let token: string | undefined;
  do {
    const page = new ListWorkgroupsCommand({ ...(token !== undefined && { nextToken: token }) });
    const answer = await send(call, signal, timeout, (abortSignal) => client.send(page, { abortSignal }));
    for (const { workgroupName, workgroupArn, status, endpoint } of answer.workgroups ?? []) {
      workgroups.push({
        name: present(workgroupName, call),
        arn: present(workgroupArn, call),
        status: status ?? 'unknown',
        endpoint: endpoint?.address && endpoint.port ? { host: endpoint.address, port: endpoint.port } : null,
      });
    }
    token = answer.nextToken;
  } while (token);
  return workgroups;
}
