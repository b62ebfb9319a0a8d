import { isTruthy } from '../../connectors/python-values';
import { explainRefusal, refusedAs } from '../explain-refusal';
import { mayBeShown } from '../parameter-name';
import { failed, passed, type Step, shown } from '../step';
import { assumesRole } from './credential-generator';

/** `external-id`: for a serverless connection with `role_arn`, the SSM parameter that `external_id` names. */
export const readExternalId: Step = {
  needed: (draft) => assumesRole(draft) && isTruthy(draft.get('external_id')),

  async run(draft, { aws, signal }) {
    const name = draft.get('external_id');
    if (typeof name !== 'string') {
      return failed(
        'PARAMETER_NAME_INVALID',
        '`external_id` is not text, so it names no SSM parameter.',
        'Put the name of the SSM parameter that holds the external id there.',
        'external_id',
      );
    }
    const parameter = await aws.getParameter(name, signal);
    draft.externalId = parameter.value;
    return passed('The external id was read.', { type: parameter.type });
  },

  refused(refusal, draft, { region }) {
    const name = draft.get('external_id');
    const what = mayBeShown(name) ? `the parameter ${shown(name)}` : 'the parameter that `external_id` names';
    if (refusal.awsCode === 'ParameterNotFound' || refusal.awsCode === 'ParameterVersionNotFound') {
      return refusedAs(
        refusal,
        'PARAMETER_NOT_FOUND',
        `${what.replace('the', 'The')} does not exist${region ? ` in ${region}` : ''}.`,
        'Create it, or correct `external_id`; it holds the name of a parameter, not the external id itself.',
        'external_id',
      );
    }
    return explainRefusal(refusal, {
      service: 'ssm',
      what,
      permission: 'ssm:GetParameter',
      field: 'external_id',
    });
  },
};
