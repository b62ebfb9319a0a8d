import { failed, passed, type Step, shown } from '../step';
import { generatorOf } from './credential-generator';

/**
 * `password`: any password that is there by now is used as it is, an empty one or null from a secret too. Without one,
 * only the types that lava can generate credentials for go on.
 */
export const decidePassword: Step = {
  run(draft) {
    if (draft.has('password')) {
      const from = draft.source('password')?.source === 'ssm' ? 'the SSM parameter' : 'the secret';
      return passed(`lava logs in with the password from ${from}.`);
    }
    if (generatorOf(draft)) return passed('There is no password: lava generates temporary credentials.');
    return failed(
      'PASSWORD_MISSING',
      `There is no password, and lava cannot generate one for the type ${shown(draft.get('type'))}.`,
      'Name an SSM parameter in `password`, or a secret that has a password in `secret_id`.',
      'password',
    );
  },
};
