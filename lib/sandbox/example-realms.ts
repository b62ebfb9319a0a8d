/** A realm of the sandbox, with everything a realm's form asks for. */
export interface ExampleRealm {
  readonly name: 'dev' | 'prod';
  readonly description: string;
  readonly account: string;
  readonly region: string;
  readonly roleArn: string | null;
  readonly externalId: string | null;
  readonly kmsAlias: string;
  readonly passwordDuration: string;
  readonly protected: boolean;
  readonly workerRoleArns: string[];
}

/** The sandbox's realms: one in the console's own account, one in another that is reached with a role. */
export const EXAMPLE_REALMS: readonly [ExampleRealm, ExampleRealm] = [
  {
    name: 'dev',
    description: 'Development and try-outs. In the account of this console, so no role is assumed.',
    account: '123456789012',
    region: 'ap-southeast-2',
    roleArn: null,
    externalId: null,
    kmsAlias: 'alias/lava-dev-sys',
    passwordDuration: '15m',
    protected: false,
    workerRoleArns: ['arn:aws:iam::123456789012:role/lava-dev-worker'],
  },
  {
    name: 'prod',
    description: 'Production. In an account of its own, which this console enters with a role.',
    account: '210987654321',
    region: 'us-east-1',
    roleArn: 'arn:aws:iam::210987654321:role/lava-connections',
    externalId: 'lava-connections-prod',
    kmsAlias: 'alias/lava-prod-sys',
    passwordDuration: '30m',
    protected: true,
    workerRoleArns: ['arn:aws:iam::210987654321:role/lava-prod-worker'],
  },
];
