import { isTruthy } from '../../connectors/python-values';
import type { Draft } from '../draft';
import { explainRefusal } from '../explain-refusal';
import { roleSessionName } from '../role-session-name';
import { failed, passed, type Step } from '../step';
import { assumesRole } from './credential-generator';

/** lava asks for the shortest session that AWS gives: it is used once, at once. */
const SESSION_SECONDS = 900;

/** The shortest that AWS's Python library lets through; it refuses shorter ones without a call. */
const MIN_ROLE_ARN = 20;
const MIN_EXTERNAL_ID = 2;

/** `assume-role`: for a serverless connection with `role_arn`, the role whose credentials sign the next call. */
export const assumeRole: Step = {
  needed: assumesRole,

  async run(draft, context) {
    const tags = sessionTags(draft);
    if (tags === null) {
      return failed(
        'TAGS_INVALID',
        '`tags` must map tag names to texts.',
        'Write `tags` as an object whose values are texts, or remove it.',
        'tags',
      );
    }
    const roleArn = draft.get('role_arn');
    if (typeof roleArn !== 'string' || roleArn.length < MIN_ROLE_ARN) {
      return failed(
        'ROLE_ARN_INVALID',
        '`role_arn` is no ARN of a role; nothing was sent to AWS.',
        'Use the whole ARN, for example arn:aws:iam::123456789012:role/name.',
        'role_arn',
      );
    }
    if (draft.externalId && draft.externalId.reveal().length < MIN_EXTERNAL_ID) {
      return failed(
        'EXTERNAL_ID_INVALID',
        'The parameter that `external_id` names holds less than two characters; nothing was sent to AWS.',
        'Correct the value of that parameter.',
        'external_id',
      );
    }
    draft.role = await context.aws.assumeRole(
      {
        roleArn,
        sessionName: roleSessionName(draft.get('conn_id'), context),
        durationSeconds: SESSION_SECONDS,
        ...(draft.externalId && { externalId: draft.externalId }),
        ...(tags && { tags }),
      },
      context.signal,
    );
    return passed('The role was assumed.');
  },

  refused: (refusal) =>
    explainRefusal(refusal, {
      service: 'sts',
      what: 'the role in `role_arn`',
      permission: 'sts:AssumeRole',
      field: 'role_arn',
    }),
};

/** The session tags; undefined when there are none, null when AWS's Python library would refuse them. */
function sessionTags(draft: Draft): Readonly<Record<string, string>> | undefined | null {
  const tags = draft.get('tags');
  if (!isTruthy(tags)) return undefined;
  if (typeof tags !== 'object' || tags === null || Array.isArray(tags)) return null;
  const entries: [string, string][] = [];
  for (const [key, value] of Object.entries(tags)) {
    if (key === '' || typeof value !== 'string') return null;
    entries.push([key, value]);
  }
  return Object.fromEntries(entries);
}
