/** A line of text in the form of a realm, in our words. */
export interface TextField {
  readonly name: 'name' | 'account' | 'region' | 'roleArn' | 'externalId' | 'kmsAlias' | 'passwordDuration';
  readonly label: string;
  readonly help: string;
  readonly optional?: boolean;
  readonly placeholder?: string;
}

/** The form's lines of text by section. */
export const TEXT_FIELDS: Readonly<Record<'realm' | 'aws' | 'workers', readonly TextField[]>> = {
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
      label: 'Role the dashboard assumes',
      help: 'Needed for another account than the one the dashboard runs in. Empty: its own credentials.',
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
};
