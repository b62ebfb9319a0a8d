import { explainRefusal } from '../explain-refusal';
import { missingForIam } from '../login-fields';
import { passed, type Step } from '../step';

/** AWS accepts a token for this long, whatever `password_duration` says. */
const TOKEN_SECONDS = 900;

/** `iam` for the RDS types: a presigned token for host, port and user, made without a call. */
export const makeRdsToken: Step = {
  async run(draft, { aws, now }) {
    if (!draft.has('user')) return missingForIam('user');
    const token = await aws.rdsToken({
      host: asText(draft.get('host')),
      port: Number(draft.get('port')),
      user: asText(draft.get('user')),
    });
    draft.put('password', token, { source: 'aws', operation: 'rds-db:connect' });
    draft.credentials = { method: 'rds-token', expiresAt: new Date(now() + TOKEN_SECONDS * 1000) };
    return passed('A login token was made; the database decides whether it takes it.');
  },

  refused: (refusal) =>
    explainRefusal(refusal, {
      service: 'rds',
      what: 'a login token',
      permission: 'rds-db:connect',
      field: 'user',
    }),
};

/** lava's token holds whatever is in the spec, written out as Python writes it. */
function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}
