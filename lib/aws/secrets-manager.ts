import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Secret } from '../connectors/secret';
import { send } from './send';

/** What is known about a secret without reading it. `nextRotation` in the past: the rotation is overdue. */
export interface SecretFacts {
  readonly rotationEnabled: boolean;
  readonly lastRotated: Date | null;
  readonly nextRotation: Date | null;
  readonly lastChanged: Date | null;
  readonly kmsKeyId: string | null;
}

/** GetSecretValue: the text of the current version, undefined for a binary secret. */
export async function getSecretString(
  client: SecretsManagerClient,
  timeout: number,
  secretId: string,
  signal: AbortSignal,
): Promise<Secret | undefined> {
  const call = { service: 'secretsmanager', operation: 'GetSecretValue' } as const;
  const answer = await send(call, signal, timeout, (abortSignal) =>
    client.send(new GetSecretValueCommand({ SecretId: secretId }), { abortSignal }),
  );
  return answer.SecretString === undefined ? undefined : new Secret(answer.SecretString);
}

/** DescribeSecret. */
export async function describeSecret(
  client: SecretsManagerClient,
  timeout: number,
  secretId: string,
  signal: AbortSignal,
): Promise<SecretFacts> {
  const call = { service: 'secretsmanager', operation: 'DescribeSecret' } as const;
  const answer = await send(call, signal, timeout, (abortSignal) =>
    client.send(new DescribeSecretCommand({ SecretId: secretId }), { abortSignal }),
  );
  return {
    rotationEnabled: answer.RotationEnabled ?? false,
    lastRotated: answer.LastRotatedDate ?? null,
    nextRotation: answer.NextRotationDate ?? null,
    lastChanged: answer.LastChangedDate ?? null,
    kmsKeyId: answer.KmsKeyId ?? null,
  };
}
