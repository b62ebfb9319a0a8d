import { RDS_TOKEN_SECONDS, rdsServer } from '../../connectors/rds-token';
import { explainRefusal } from '../explain-refusal';
import { missingForIam } from '../login-fields';
import { passed, type Step } from '../step';

/** `iam` for the RDS types: a presigned token for host, port and user, made without a call. */
export const makeRdsToken: Step = {
  async run(draft, { aws, now }) {
    if (!draft.has('user')) return missingForIam('user');
    const host = asText(draft.get('host'));
    const port = Number(draft.get('port'));
    const user = asText(draft.get('user'));
    const mintedAt = new Date(now());
    const token = await aws.rdsToken({ host, port, user });
    draft.put('password', token, { source: 'aws', operation: 'rds-db:connect' });
    draft.credentials = {
      method: 'rds-token',
      expiresAt: new Date(mintedAt.getTime() + RDS_TOKEN_SECONDS * 1000),
      minted: {
        mintedAt,
        durationSeconds: RDS_TOKEN_SECONDS,
        cluster: rdsServer(host, port),
        database: draft.has('database') ? asText(draft.get('database')) : '',
        requestedUser: user,
        returnedUser: user,
      },
    };
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
