import { explainRefusal, refusedAs } from '../explain-refusal';
import { mayBeShown } from '../parameter-name';
import { failed, passed, type Step, shown } from '../step';

/**
 * `ssm`: when the key `password` is present, lava takes its value as the name of an SSM parameter, whatever it is.
 * Any parameter type works and no prefix is asked for.
 */
export const readParameter: Step = {
  needed: (draft) => draft.has('password'),

  async run(draft, { aws, signal }) {
    const name = draft.get('password');
    if (typeof name !== 'string' || name === '') {
      return failed(
        'PARAMETER_NAME_INVALID',
        `\`password\` is ${name === '' ? 'empty' : 'not text'}, so it names no SSM parameter.`,
        'Put the name of an SSM parameter there, or remove `password` altogether to log in another way.',
        'password',
      );
    }
    const parameter = await aws.getParameter(name, signal);
    draft.put('password', parameter.value, { source: 'ssm', parameter: name });
    draft.credentials = { method: 'ssm', expiresAt: null };
    return passed(`The password was read from the parameter ${shown(name)}.`, { type: parameter.type });
  },

  refused(refusal, draft, { region }) {
    const name = draft.get('password');
    const what = mayBeShown(name) ? `the parameter ${shown(name)}` : 'the parameter that `password` names';
    if (refusal.awsCode === 'ParameterNotFound' || refusal.awsCode === 'ParameterVersionNotFound') {
      return refusedAs(
        refusal,
        'PARAMETER_NOT_FOUND',
        `${what.replace('the', 'The')} does not exist${region ? ` in ${region}` : ''}.`,
        'Create it as a SecureString, or correct `password`.',
        'password',
      );
    }
    return explainRefusal(refusal, {
      service: 'ssm',
      what,
      permission: 'ssm:GetParameter',
      field: 'password',
    });
  },
};
