import type { Draft } from '../draft';
import { explainRefusal, refusedAs } from '../explain-refusal';
import { clusterName, missingForIam, textField } from '../login-fields';
import { passwordDuration } from '../password-duration';
import { failed, type Step, type StepOutcome, shown } from '../step';
import { takeAnswer, valueRefused } from './mint-redshift';

/** The shortest workgroup name that AWS's Python library lets through; it refuses a shorter one without a call. */
const MIN_WORKGROUP = 3;

/** A region's name as AWS's Python library takes it; it becomes part of the host that is called. */
const REGION = /^(?!\d+$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)$/;

/** `iam` for `redshift-serverless`: GetCredentials. AWS names the user, so one in the spec is replaced. */
export const mintServerless: Step = {
  async run(draft, context) {
    if (!draft.has('database')) return missingForIam('database');
    const region = draft.role ? signingRegion(draft) : undefined;
    if (typeof region === 'object') return region;
    const workgroup = clusterName(draft, 'workgroup');
    if (typeof workgroup !== 'string') return workgroup;
    const durationSeconds = passwordDuration(draft, context);
    if (typeof durationSeconds !== 'number') return durationSeconds;
    const database = textField(draft, 'database');
    if (typeof database !== 'string') return database;
    if (workgroup.length < MIN_WORKGROUP) {
      return failed(
        'WORKGROUP_INVALID',
        `${shown(workgroup)} is too short for the name of a workgroup; nothing was sent to AWS.`,
        draft.has('workgroup')
          ? 'Correct `workgroup`.'
          : 'That name is the first part of `host`. Set `workgroup`, or correct `host`.',
        'workgroup',
      );
    }
    const answer = await context.aws.getServerlessCredentials(
      {
        workgroup,
        database,
        durationSeconds,
        ...(draft.role && { role: draft.role }),
        ...(region !== undefined && { region }),
      },
      context.signal,
    );
    return takeAnswer(draft, 'GetCredentials', answer, { durationSeconds, cluster: workgroup, database });
  },

  refused(refusal, draft, context) {
    const workgroup = clusterName(draft, 'workgroup');
    if (refusal.awsCode === 'ResourceNotFoundException') {
      return refusedAs(
        refusal,
        'WORKGROUP_NOT_FOUND',
        `There is no workgroup ${shown(workgroup)}${context.region ? ` in ${context.region}` : ''}.`,
        draft.has('workgroup')
          ? 'Correct `workgroup`.'
          : 'That name is the first part of `host`. Set `workgroup`, or correct `host`.',
        'workgroup',
      );
    }
    return (
      valueRefused(refusal, draft, context) ??
      explainRefusal(refusal, {
        service: 'redshift-serverless',
        what: `the workgroup ${shown(workgroup)}`,
        permission: 'redshift-serverless:GetCredentials',
        field: 'workgroup',
      })
    );
  },
};

/** `region` counts only with a role. Undefined: the usual one, as for an empty or null `region`. */
function signingRegion(draft: Draft): string | undefined | StepOutcome {
  const region = draft.get('region');
  if (region === undefined || region === null || region === '') return undefined;
  if (typeof region === 'string' && REGION.test(region)) return region;
  return failed(
    'REGION_INVALID',
    `\`region\` is ${shown(region)}, which is no AWS region.`,
    'Write a region such as ap-southeast-2, or remove `region`.',
    'region',
  );
}
