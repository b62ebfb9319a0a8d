import { createHash } from 'node:crypto';
import { AwsError, granted } from './aws-error';
import { isRefusal } from './fixture';
import { number, type Operations, text } from './operation';
import { LONGEST_LIFE, SHORTEST_LIFE } from './redshift';
import { callerAccount } from './sts';

const DEFAULT_USER = 'IAMR:lava-dev-worker-core';

/** Redshift Serverless. */
export const redshiftServerless: Operations = {
  GetCredentials: async (context) => {
    const workgroup = text(context, 'workgroupName');
    const database = text(context, 'dbName');
    const seconds = number(context, 'durationSeconds', SHORTEST_LIFE);
    if (!(seconds >= SHORTEST_LIFE && seconds <= LONGEST_LIFE)) {
      throw new AwsError(
        'ValidationException',
        `durationSeconds must be between ${SHORTEST_LIFE} and ${LONGEST_LIFE}.`,
      );
    }
    const entry = context.fixture.take('serverless', context.fixture.data.redshift_serverless, workgroup);
    if (entry === undefined) {
      throw new AwsError('ResourceNotFoundException', `The workgroup ${workgroup} was not found.`);
    }
    const { user: login = DEFAULT_USER, password, expiresIn = seconds } = granted(entry);
    const now = context.now();
    if (password === undefined && context.mintLogin) {
      const user = login.replace(/^IAM:/, '');
      const minted = await context.mintLogin({ login, user, database, seconds: expiresIn });
      return { dbUser: login, dbPassword: minted.password, ...times(now, minted.expiresAt.getTime()) };
    }
    return {
      dbUser: login,
      dbPassword: password ?? `tmp-pw/${workgroup}/${database}/${seconds}`,
      ...times(now, now + expiresIn * 1000),
    };
  },

  ListWorkgroups: (context) => {
    const { fixture, region } = context;
    const all = `arn:aws:redshift-serverless:${region}:${callerAccount(context)}:workgroup`;
    const entries = fixture.data.redshift_serverless;
    const names = Object.keys(entries ?? {}).filter((name) => name !== '*');
    return {
      workgroups: names.flatMap((name) => {
        const entry = fixture.peek('serverless', entries, name);
        if (entry === undefined || isRefusal(entry)) return [];
        if (entry.region !== undefined && entry.region !== region) return [];
        const { status = 'AVAILABLE', endpoint } = entry;
        const workgroupArn = `${all}/${workgroupId(name)}`;
        return [{ workgroupName: name, workgroupArn, namespaceName: name, status, endpoint }];
      }),
    };
  },
};

/** The id in the ARN of a workgroup, which its name does not tell. */
export function workgroupId(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}

function times(now: number, end: number) {
  return { expiration: new Date(end), nextRefreshTime: new Date(now + (end - now) / 2) };
}
