import type { Field } from './field';

/** Rows that the tables of several database connectors share. A table says what differs: `{ ...HOST, placeholder }`. */

export const CONN_ID: Field = {
  name: 'conn_id',
  type: 'String',
  required: 'Yes',
  kind: 'conn-id',
  group: 'identity',
  label: 'Connection identifier',
  hint: 'The name jobs use for this connection. It cannot be changed later.',
  help: [
    'Letters, digits and . _ - are allowed, and / between them to group connections; 128 characters at most.',
    'Jobs name it in their parameters, so choose what the connection is for rather than where it leads.',
  ],
  placeholder: 'warehouse/etl',
};

export const DATABASE: Field = {
  name: 'database',
  type: 'String',
  required: 'Yes*',
  kind: 'database',
  group: 'endpoint',
  label: 'Database',
  hint: 'The database on the cluster to log in to.',
  help: [
    'Temporary credentials are issued for this one database, and the IAM policy names it.',
    'lava goes by presence: an empty value in the specification hides the one in the secret, and the driver then refuses to connect.',
  ],
  secretKey: 'dbname',
  placeholder: 'analytics',
};

export const DESCRIPTION: Field = {
  name: 'description',
  type: 'String',
  required: 'No',
  kind: 'long-text',
  group: 'identity',
  label: 'Description',
  hint: 'What the connection is for, in a sentence; 1,000 characters at most.',
  help: [
    'lava’s own checker complains when it is missing.',
    'A surprise: when it is absent, lava fills it with the key dbClusterIdentifier of the secret. That key does not set the cluster identifier.',
  ],
  secretKey: 'dbClusterIdentifier',
};

export const ENABLED: Field = {
  name: 'enabled',
  type: 'Boolean',
  required: 'Yes',
  kind: 'boolean',
  group: 'identity',
  label: 'Enabled',
  hint: 'A worker refuses a connection that is not enabled.',
  help: [
    'lava reads the SSM parameter and the secret before it looks at this field, so a disabled connection still causes those calls and their errors come first.',
    'In specifications written by hand any text but the empty one counts as enabled, even "false". This form writes real booleans only.',
  ],
  default: 'false',
};

export const HOST: Field = {
  name: 'host',
  type: 'String',
  required: 'Yes*',
  kind: 'host',
  group: 'endpoint',
  label: 'Host',
  hint: 'The DNS name or IP address of the cluster. Paste a whole endpoint or JDBC URL to fill the other fields too.',
  help: [
    'The Redshift console shows the endpoint of a cluster with port and database behind it; only the name belongs here.',
    'The driver does not check that the certificate belongs to this name, whatever the TLS setting.',
  ],
  secretKey: 'host',
  placeholder: 'analytics-prod.abc123xyz.ap-southeast-2.redshift.amazonaws.com',
};

export const PASSWORD_DURATION: Field = {
  name: 'password_duration',
  type: 'String',
  required: 'No',
  kind: 'duration',
  group: 'login',
  label: 'Credential duration',
  hint: 'How long temporary credentials stay valid: a number with s, m or h, from 15 minutes to 1 hour.',
  help: [
    'AWS issues Redshift credentials for 900 to 3600 seconds. lava does not check that, so anything outside fails only when a job runs.',
    'The login must happen within that time; a session that is already open goes on beyond it.',
    'Empty: the worker’s own setting RS_PASSWORD_DURATION, and 15 minutes where that is not set. With a password from SSM or a secret the field has no effect.',
  ],
  default: 'the realm’s RS_PASSWORD_DURATION, else 15m',
  placeholder: '15m',
  link: {
    text: 'Limits of GetClusterCredentials',
    href: 'https://docs.aws.amazon.com/redshift/latest/mgmt/generating-iam-credentials-steps.html',
  },
  onlyFor: ['iam', 'secret'],
};

export const PASSWORD: Field = {
  name: 'password',
  type: 'String',
  required: 'No*',
  kind: 'ssm-parameter',
  group: 'login',
  label: 'Password parameter',
  hint: 'The name of the SSM parameter that holds the password, never the password itself.',
  help: [
    'Create the parameter as a SecureString under /lava/<realm>/, encrypted with the key alias/lava-<realm>-sys: a worker may read nothing else by default. lava itself checks none of this.',
    'As soon as the field is present, lava reads the parameter and asks neither IAM nor the password of a secret; an empty value fails.',
    'Without it lava takes the password of the secret, and without that it asks AWS for temporary credentials.',
  ],
  secretKey: 'password',
  default: 'the secret’s password, else temporary IAM credentials',
  placeholder: '/lava/dev/warehouse/password',
  onlyFor: ['ssm'],
  sensitivity: 'reference',
};

export const PORT: Field = {
  name: 'port',
  type: 'Number',
  required: 'Yes*',
  kind: 'port',
  group: 'endpoint',
  label: 'Port',
  hint: 'The port the cluster listens on: 5439 unless it was changed.',
  help: [
    'lava also takes numbers written as text and cuts fractions off; this form writes whole numbers from 1 to 65535.',
  ],
  secretKey: 'port',
  placeholder: '5439',
};

export const PRESERVE_CASE: Field = {
  name: 'preserve_case',
  type: 'Boolean',
  required: 'No',
  kind: 'boolean',
  group: 'driver',
  label: 'Keep upper and lower case',
  hint: 'Whether db_from_s3 jobs quote names as they are written instead of in lower case.',
  help: [
    'Only db_from_s3 jobs use it. They put schema and table names into lower case beforehand, so in practice it matters for column names.',
    'A name that itself holds a double quote is refused either way.',
  ],
  default: 'false',
};

export const SECRET_ID: Field = {
  name: 'secret_id',
  type: 'String',
  required: 'No',
  kind: 'secret-id',
  group: 'login',
  label: 'Secret',
  hint: 'The name or ARN of a Secrets Manager secret that supplies the fields left out here.',
  help: [
    'The secret is JSON with any of the keys username, password, host, port and dbname. lava uses a key only for a field that is absent from the specification: even an empty value there wins.',
    'lava reads the secret whenever this field is present, also when nothing is missing, and fails when it cannot.',
    'A secret without a password leads on to temporary IAM credentials; one with an empty password does not.',
    'By default a worker may read only secrets named /lava/<realm>/….',
  ],
  placeholder: '/lava/dev/warehouse',
  onlyFor: ['secret'],
  sensitivity: 'reference',
};

export const SSL: Field = {
  name: 'ssl',
  type: 'Boolean',
  required: 'No',
  kind: 'boolean',
  group: 'driver',
  label: 'Require TLS',
  hint: 'Whether the driver insists on an encrypted connection. Recommended, and with IAM credentials often required.',
  help: [
    'Off means different things: pg8000 still asks for TLS and goes on in plain text when refused, the AWS driver never asks.',
    'On means different things too: pg8000 checks neither certificate nor host name, the AWS driver checks that the certificate is trusted. Neither checks the host name.',
    'In specifications written by hand the AWS driver takes the text "true" as off.',
  ],
  default: 'false',
};

export const USER: Field = {
  name: 'user',
  type: 'String',
  required: 'Yes*',
  kind: 'user',
  group: 'login',
  label: 'Database user',
  hint: 'The user to log in as. For IAM credentials it must exist already: lava never creates users.',
  help: [
    'With IAM credentials AWS answers with IAM: in front of this name, and issues credentials for a user that does not exist too: only the login then fails.',
  ],
  secretKey: 'username',
  placeholder: 'etl',
};

export const TYPE: Field = {
  name: 'type',
  type: 'String',
  required: 'Yes',
  kind: 'type',
  group: 'identity',
  label: 'Type',
  hint: 'The connector lava uses.',
  help: ['lava’s resolver ignores the case of the type, but db_from_s3 does not: write it in lower case.'],
};

/** Which driver; a table says what there is to choose from. */
export const SUBTYPE: Field = {
  name: 'subtype',
  type: 'String',
  required: 'No',
  kind: 'choice',
  group: 'driver',
  label: 'Driver',
  hint: 'The Python driver lava connects with.',
  help: [],
  default: 'pg8000',
};

/** The driver that every dialect of PostgreSQL knows. */
export const PG8000 = {
  value: 'pg8000',
  label: 'pg8000',
  description:
    'The default, written in Python. TLS off: asks for TLS and goes on in plain text when refused. TLS on: encrypted, certificate not checked.',
} as const;
