/** A line of text in the form of a realm, in our words. */
export interface TextField {
  readonly name:
    | 'name'
    | 'account'
    | 'region'
    | 'roleArn'
    | 'externalId'
    | 'kmsAlias'
    | 'passwordDuration'
    | 'connectionsTable'
    | 'jobsTable'
    | 'pullEveryMinutes';
  readonly label: string;
  readonly help: string;
  readonly optional?: boolean;
  readonly placeholder?: string;
}

/** The form's lines of text by section. */
export const TEXT_FIELDS: Readonly<Record<'realm' | 'aws' | 'workers' | 'lava', readonly TextField[]>> = {
  realm: [
    {
      name: 'name',
      label: 'Name',
      help: 'As lava knows it; it stands in the names of parameters and secrets. It cannot be changed later.',
      placeholder: 'dev',
    },
  ],
  aws: [
    {
      name: 'account',
      label: 'AWS account',
      help: 'The 12 digits of the account that holds the clusters, parameters and secrets.',
      placeholder: '123456789012',
    },
    {
      name: 'region',
      label: 'Region',
      help: 'Where every call for this realm goes.',
      placeholder: 'ap-southeast-2',
    },
    {
      name: 'roleArn',
      label: 'Role the console assumes',
      help: 'Needed for another account than the one the console runs in. Empty: its own credentials.',
      optional: true,
      placeholder: 'arn:aws:iam::123456789012:role/lava-dashboard',
    },
    {
      name: 'externalId',
      label: 'External id',
      help: "What the role's trust policy asks for, if it does. It is no secret.",
      optional: true,
    },
  ],
  workers: [
    {
      name: 'kmsAlias',
      label: 'KMS alias',
      help: "The key that the realm's parameters are encrypted with; it follows the name until you change it.",
      placeholder: 'alias/lava-dev-sys',
    },
    {
      name: 'passwordDuration',
      label: 'Default duration of credentials',
      help: "The workers' RS_PASSWORD_DURATION, between 15m and 1h. It counts where a connection names no password_duration.",
      placeholder: '15m',
    },
  ],
  lava: [
    {
      name: 'connectionsTable',
      label: 'Table of connections',
      help: 'The DynamoDB table that workers read, by lava’s convention lava.<realm>.connections. Empty: not joined to a lava.',
      optional: true,
      placeholder: 'lava.dev.connections',
    },
    {
      name: 'jobsTable',
      label: 'Table of jobs',
      help: 'Read to say which jobs use a connection, usually lava.<realm>.jobs.',
      optional: true,
      placeholder: 'lava.dev.jobs',
    },
    {
      name: 'pullEveryMinutes',
      label: 'Pull every so many minutes',
      help: 'Compares with lava’s table without anybody asking; nothing here is changed by that. Empty: only on request.',
      optional: true,
      placeholder: '60',
    },
  ],
};
