import { AwsError } from './aws-error';
import { type Operations, text } from './operation';
import { verdictOf } from './role-policy';

interface ContextEntry {
  readonly ContextKeyName?: string;
  readonly ContextKeyValues?: readonly string[];
}

/** IAM: what a role's policy comes to, without doing anything. */
export const iam: Operations = {
  SimulatePrincipalPolicy: (context) => {
    const roleArn = text(context, 'PolicySourceArn');
    const statements = context.fixture.data.policies?.[roleArn];
    if (!statements) throw new AwsError('NoSuchEntity', `The role ${roleArn} cannot be found.`, 404);
    const entries = list<ContextEntry>(context.params.ContextEntries);
    const conditions = Object.fromEntries(
      entries.map(({ ContextKeyName = '', ContextKeyValues = [] }) => [ContextKeyName, ContextKeyValues]),
    );
    const resources = list<string>(context.params.ResourceArns);
    return {
      IsTruncated: false,
      EvaluationResults: list<string>(context.params.ActionNames).flatMap((action) =>
        (resources.length > 0 ? resources : ['*']).map((resource) => ({
          EvalActionName: action,
          EvalResourceName: resource,
          EvalDecision: verdictOf(statements, { action, resource, conditions }),
        })),
      ),
    };
  },
};

function list<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? value : [];
}
