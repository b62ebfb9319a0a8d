import { type ContextEntry, type IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { present } from './present';
import { send } from './send';

/** What IAM says a principal's policies come to. `denied`: nothing allows it; `forbidden`: a policy denies it. */
export type SimulatedVerdict = 'allowed' | 'denied' | 'forbidden';

export interface SimulationRequest {
  readonly roleArn: string;
  readonly action: string;
  readonly resource: string;
  /** Context keys that the policies' conditions look at, each with its list of texts. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/**
 * SimulatePrincipalPolicy for one action on one resource. Nothing is done; the policies of the resource itself (of a
 * KMS key or a secret) are not part of the verdict.
 */
export async function simulatePolicy(
  client: IAMClient,
  timeout: number,
  { roleArn, action, resource, context = {} }: SimulationRequest,
  signal: AbortSignal,
): Promise<SimulatedVerdict> {
  const call = { service: 'iam', operation: 'SimulatePrincipalPolicy' } as const;
  const command = new SimulatePrincipalPolicyCommand({
    PolicySourceArn: roleArn,
    ActionNames: [action],
    ResourceArns: [resource],
    ContextEntries: Object.entries(context).map(
      ([ContextKeyName, values]): ContextEntry => ({
        ContextKeyName,
        ContextKeyType: 'stringList',
        ContextKeyValues: [...values],
      }),
    ),
  });
  const answer = await send(call, signal, timeout, (abortSignal) => client.send(command, { abortSignal }));
  const decision = present(answer.EvaluationResults?.[0]?.EvalDecision, call);
  if (decision === 'allowed') return 'allowed';
  return decision === 'explicitDeny' ? 'forbidden' : 'denied';
}
