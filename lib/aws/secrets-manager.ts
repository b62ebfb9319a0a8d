import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { Secret } from '../connectors/secret';
import { present } from './present';
import { send } from './send';
import type { Names } from './ssm';

/** What is known about a secret without reading it. `nextRotation` in the past: the rotation is overdue. */
export interface SecretFacts {
  readonly rotationEnabled: boolean;
  readonly lastRotated: Date | null;
  readonly nextRotation: Date | null;
  readonly lastChanged: Date | null;
  readonly kmsKeyId: string | null;
}

/** The names of the keys in a secret, or why it has none: it is binary, no JSON, or JSON that is no object. */
export type SecretKeyNames =
  | { readonly kind: 'keys'; readonly keys: readonly string[] }
  | { readonly kind: 'binary' | 'not-json' | 'not-object' };

/** Secrets Manager gives so many secrets in one page. */
const SECRETS_PER_CALL = 100;

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

/** ListSecrets: the names that begin with `prefix`. Reads no value. */
export async function listSecretNames(
  client: SecretsManagerClient,
  timeout: number,
  prefix: string,
  limit: number,
  signal: AbortSignal,
): Promise<Names> {
  const call = { service: 'secretsmanager', operation: 'ListSecrets' } as const;
  const names: string[] = [];
  let token: string | undefined;
  do {
    const page = new ListSecretsCommand({
      Filters: [{ Key: 'name', Values: [prefix] }],
      MaxResults: SECRETS_PER_CALL,
      ...(token !== undefined && { NextToken: token }),
    });
    const answer = await send(call, signal, timeout, (abortSignal) => client.send(page, { abortSignal }));
    names.push(...(answer.SecretList ?? []).map(({ Name }) => present(Name, call)));
    token = answer.NextToken;
  } while (token && names.length < limit);
  return { names: names.slice(0, limit), complete: !token && names.length <= limit };
}

/** GetSecretValue, of which only the names of the keys are returned: the values never leave this function. */
export async function secretKeyNames(
  client: SecretsManagerClient,
  timeout: number,
  secretId: string,
  signal: AbortSignal,
): Promise<SecretKeyNames> {
  const text = await getSecretString(client, timeout, secretId, signal);
  if (text === undefined) return { kind: 'binary' };
  let value: unknown;
  try {
    value = JSON.parse(text.reveal());
  } catch {
    // The parser's own error quotes the text.
    return { kind: 'not-json' };
  }
  // Of all that is no object, lava takes an empty list: as one without keys.
  const isEmptyList = Array.isArray(value) && value.length === 0;
  if (typeof value !== 'object' || value === null || (Array.isArray(value) && !isEmptyList)) {
    return { kind: 'not-object' };
  }
  return { kind: 'keys', keys: Object.keys(value) };
}
