import { failed, passed, type Step } from '../step';

/** `required-login`: lava's last look for the keys `user` and `password`. */
export const checkLogin: Step = {
  run(draft) {
    const missing = ['user', 'password'].find((field) => !draft.has(field));
    if (missing === undefined) return passed('There are a user and a password to log in with.');
    return failed(
      'FIELD_MISSING',
      `There is no \`${missing}\` to log in with.`,
      `Add \`${missing}\` to the connection${draft.has('secret_id') ? ' or to the secret' : ''}.`,
      missing,
    );
  },
};
