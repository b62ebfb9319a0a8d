import { DescribeParametersCommand, GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { Secret } from '../connectors/secret';
import { present } from './present';
import { send } from './send';

/** What is known about a parameter without reading its value. */
export interface ParameterFacts {
  readonly name: string;
  readonly type: string | null;
  readonly keyId: string | null;
  readonly lastModified: Date | null;
  readonly version: number | null;
}

/** AWS takes so many names in one filter, and gives so many parameters in one page. */
export const PARAMETERS_PER_CALL = 50;

/** GetParameter with decryption. */
export async function getParameter(
  client: SSMClient,
  timeout: number,
  name: string,
  signal: AbortSignal,
): Promise<{ value: Secret; type: string }> {
  const call = { service: 'ssm', operation: 'GetParameter' } as const;
  const answer = await send(call, signal, timeout, (abortSignal) =>
    client.send(new GetParameterCommand({ Name: name, WithDecryption: true }), { abortSignal }),
  );
  const parameter = present(answer.Parameter, call);
  return { value: new Secret(present(parameter.Value, call)), type: parameter.Type ?? 'String' };
}

/** DescribeParameters for these names, at most 50: those that exist, in no given order. Reads no value. */
export async function describeParameters(
  client: SSMClient,
  timeout: number,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ParameterFacts[]> {
  const call = { service: 'ssm', operation: 'DescribeParameters' } as const;
  const filter = { Key: 'Name', Option: 'Equals', Values: [...new Set(names)] };
  const facts: ParameterFacts[] = [];
  let token: string | undefined;
  do {
    const page = new DescribeParametersCommand({
      ParameterFilters: [filter],
      MaxResults: PARAMETERS_PER_CALL,
      ...(token !== undefined && { NextToken: token }),
    });
    const answer = await send(call, signal, timeout, (abortSignal) => client.send(page, { abortSignal }));
    for (const parameter of answer.Parameters ?? []) {
      facts.push({
        name: present(parameter.Name, call),
        type: parameter.Type ?? null,
        keyId: parameter.KeyId ?? null,
        lastModified: parameter.LastModifiedDate ?? null,
        version: parameter.Version ?? null,
      });
    }
    token = answer.NextToken;
  } while (token);
  return facts;
}

/** Names that begin with a prefix, at most so many; `complete` is false when there are more. */
export interface Names {
  readonly names: readonly string[];
  readonly complete: boolean;
}

/** DescribeParameters: the names that begin with `prefix`. Reads no value. */
export async function listParameterNames(
  client: SSMClient,
  timeout: number,
  prefix: string,
  limit: number,
  signal: AbortSignal,
): Promise<Names> {
  const call = { service: 'ssm', operation: 'DescribeParameters' } as const;
  const names: string[] = [];
  let token: string | undefined;
  do {
    const page = new DescribeParametersCommand({
      ParameterFilters: [{ Key: 'Name', Option: 'BeginsWith', Values: [prefix] }],
      MaxResults: PARAMETERS_PER_CALL,
      ...(token !== undefined && { NextToken: token }),
    });
    const answer = await send(call, signal, timeout, (abortSignal) => client.send(page, { abortSignal }));
    names.push(...(answer.Parameters ?? []).map(({ Name }) => present(Name, call)));
    token = answer.NextToken;
  } while (token && names.length < limit);
  return { names: names.slice(0, limit), complete: !token && names.length <= limit };
}
