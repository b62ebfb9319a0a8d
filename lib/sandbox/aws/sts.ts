import { randomUUID } from 'node:crypto';
import { AwsError, granted } from './aws-error';
import { number, type OperationContext, type Operations, text } from './operation';

/** The Security Token Service. */
export const sts: Operations = {
  AssumeRole: (context) => {
    const roleArn = text(context, 'RoleArn');
    const sessionName = text(context, 'RoleSessionName');
    const entry = context.fixture.take('sts', context.fixture.data.sts, roleArn);
    const denied = new AwsError(
      'AccessDenied',
      `${callerArn(context)} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    );
    if (entry === undefined) throw denied;
    const role = granted(entry);
    if (role.external_id !== undefined && role.external_id !== text(context, 'ExternalId')) throw denied;
    context.sessions.set(role.access_key_id, { roleArn, sessionName });
    return {
      Credentials: {
        AccessKeyId: role.access_key_id,
        SecretAccessKey: `CANARY-${randomUUID()}`,
        SessionToken: `CANARY-${randomUUID()}`,
        Expiration: new Date(context.now() + number(context, 'DurationSeconds', 3600) * 1000),
      },
      AssumedRoleUser: {
        AssumedRoleId: `AROAEXAMPLE:${sessionName}`,
        Arn: sessionArn(roleArn, sessionName),
      },
    };
  },

  GetCallerIdentity: (context) => {
    const session = context.sessions.get(context.accessKeyId);
    return {
      UserId: session ? `AROAEXAMPLE:${session.sessionName}` : 'AIDAEXAMPLE',
      Account: callerAccount(context),
      Arn: callerArn(context),
    };
  },
};

/** The account of whoever calls. */
export function callerAccount({ sessions, accessKeyId, fixture }: OperationContext): string {
  return sessions.get(accessKeyId)?.roleArn.split(':')[4] ?? fixture.account;
}

function callerArn(context: OperationContext): string {
  const session = context.sessions.get(context.accessKeyId);
  if (session) return sessionArn(session.roleArn, session.sessionName);
  return `arn:aws:iam::${context.fixture.account}:user/lava-connections`;
}

function sessionArn(roleArn: string, sessionName: string): string {
  const [, , , , account, resource = ''] = roleArn.split(':');
  return `arn:aws:sts::${account}:assumed-role/${resource.split('/').at(-1)}/${sessionName}`;
}
