import { failed, passed, type Step } from '../step';

/** `required`: lava asks for these keys once the secret has been merged, for their presence and not their content. */
export const checkRequired: Step = {
  run(draft) {
    const missing = ['conn_id', 'type', 'enabled', 'host', 'port'].filter((field) => !draft.has(field));
    const [first] = missing;
    if (first === undefined) return passed('Every required field is there.');
    const names = missing.map((field) => `\`${field}\``).join(' and ');
    return failed(
      'FIELD_MISSING',
      `The connection has no ${names}${draft.has('secret_id') ? ', and neither has its secret' : ''}.`,
      draft.has('secret_id') ? `Add ${names} to the connection or to the secret.` : `Add ${names}.`,
      first,
    );
  },
};
