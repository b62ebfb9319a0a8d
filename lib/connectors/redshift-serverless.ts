import { COMMON_FIELDS } from './common-fields';
import {
  CONN_ID,
  DATABASE,
  DESCRIPTION,
  ENABLED,
  HOST,
  PASSWORD,
  PASSWORD_DURATION,
  PORT,
  PRESERVE_CASE,
  SECRET_ID,
  SSL,
  TYPE,
  USER,
} from './database-rows';
import type { Connector, Field } from './field';
import { REDSHIFT_SUBTYPE } from './redshift-subtype';

/** What lava reads but its own schema does not list. */
const NOT_IN_SCHEMA =
  'lava uses this field, but its own schema does not know it: lava’s checker reports it as unexpected, and workers take it all the same.';

const FIELDS: readonly Field[] = [
  CONN_ID,
  {
    ...DATABASE,
    hint: 'The database within the namespace to log in to.',
    help: [
      'Temporary credentials are issued for this one database.',
      'lava goes by presence: an empty value in the specification hides the one in the secret, and the driver then refuses to connect.',
    ],
  },
  DESCRIPTION,
  ENABLED,
  {
    name: 'external_id',
    type: 'String',
    required: 'No',
    kind: 'ssm-parameter',
    group: 'login',
    label: 'External ID parameter',
    hint: 'The name of the SSM parameter that holds the external ID the role’s trust policy asks for.',
    help: [
      'Only with a role to assume, and only when its trust policy has the condition sts:ExternalId. Without a role lava never reads it.',
      'This is the parameter’s name, not the external ID. Workers may read parameters under /lava/<realm>/ by default.',
      'An external ID keeps others from borrowing the role; it is no password, yet a SecureString does no harm.',
    ],
    placeholder: '/lava/dev/forecasting/external-id',
    link: {
      text: 'External IDs in the IAM documentation',
      href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
    },
    onlyFor: ['iam', 'secret'],
    sensitivity: 'reference',
  },
  {
    ...HOST,
    hint: 'The endpoint of the workgroup. Paste a whole endpoint or JDBC URL to fill the other fields too.',
    help: [
      'The Redshift console shows the endpoint of a workgroup with port and database behind it; only the name belongs here.',
      'The driver does not check that the certificate belongs to this name, whatever the TLS setting.',
    ],
    placeholder: 'forecasting.123456789012.ap-southeast-2.redshift-serverless.amazonaws.com',
  },
  {
    ...PASSWORD_DURATION,
    link: {
      text: 'Limits of GetCredentials',
      href: 'https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_GetCredentials.html',
    },
  },
  PASSWORD,
  { ...PORT, hint: 'The port the workgroup listens on: 5439 unless it was changed.' },
  PRESERVE_CASE,
  {
    name: 'region',
    type: 'String',
    required: 'No',
    kind: 'region',
    group: 'login',
    label: 'Region of the credentials',
    hint: 'Where GetCredentials is called after the role was assumed, when that is not the worker’s own region.',
    help: [
      'It counts only together with a role to assume. Without one lava calls AWS in the worker’s region, whatever stands here.',
      NOT_IN_SCHEMA,
    ],
    default: 'the worker’s region',
    placeholder: 'ap-southeast-2',
    onlyFor: ['iam', 'secret'],
  },
  {
    name: 'role_arn',
    type: 'String',
    required: 'No',
    kind: 'role-arn',
    group: 'login',
    label: 'Role to assume',
    hint: 'The ARN of the IAM role that asks for the credentials. Empty: the worker’s own role.',
    help: [
      'Redshift Serverless names the database user after who asks: IAMR:<role> for a role, IAM:<user> for an IAM user. A role of its own gives the connection a database user of its own.',
      'The worker must be allowed to assume the role, the role to call GetCredentials, and its trust policy to let the worker in: the policies are shown beside the form.',
      'A user the database does not know yet is created at the first login, with access to the schema public only. Grant it what it needs.',
    ],
    default: 'the worker’s own role',
    placeholder: 'arn:aws:iam::123456789012:role/forecasting',
    onlyFor: ['iam', 'secret'],
  },
  SECRET_ID,
  SSL,
  REDSHIFT_SUBTYPE,
  {
    name: 'tags',
    type: 'Map',
    required: 'No',
    kind: 'tags',
    group: 'login',
    label: 'Session tags',
    hint: 'Tags for the session of the assumed role, each a name with a value.',
    help: [
      'They count only together with a role to assume. Policies can refer to them, and they show in CloudTrail.',
      'The role’s trust policy must allow sts:TagSession as well then.',
      NOT_IN_SCHEMA,
    ],
    onlyFor: ['iam', 'secret'],
  },
  {
    ...TYPE,
    hint: 'Always redshift-serverless for this connector.',
    help: ['For workgroups of Redshift Serverless, with any way to log in.', ...TYPE.help],
  },
  {
    ...USER,
    hint: 'The user to log in as with a password.',
    help: [
      'With IAM credentials AWS names the user, after the role or IAM user that asks; a user given here is then replaced.',
    ],
    onlyFor: ['ssm', 'secret'],
  },
  {
    name: 'workgroup',
    type: 'String',
    required: 'No',
    kind: 'workgroup',
    group: 'login',
    label: 'Workgroup',
    hint: 'The workgroup AWS is asked to issue credentials for. Empty: the part of the host before its first dot.',
    help: [
      'Only IAM credentials need it. With the endpoint name AWS shows for a workgroup, the first part of the host is its name and this field can stay empty.',
      'With an IP address, a name of your own or a PrivateLink endpoint that guess is wrong. Give the name then.',
    ],
    default: 'the first label of the host',
    placeholder: 'forecasting',
    onlyFor: ['iam', 'secret'],
  },
];

/** lava's `redshift-serverless` connector: workgroups of Redshift Serverless. */
export const redshiftServerless: Connector = {
  type: 'redshift-serverless',
  title: 'Amazon Redshift Serverless',
  summary:
    'Workgroups of Redshift Serverless. With IAM credentials AWS names the database user after the role that asks.',
  loginChoices: ['iam', 'ssm', 'secret'],
  defaultPort: 5439,
  endpointExample: 'workgroup.account.region.redshift-serverless.amazonaws.com:5439/database',
  fields: [...FIELDS, ...COMMON_FIELDS],
};
