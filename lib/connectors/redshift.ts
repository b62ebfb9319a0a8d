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

const FIELDS: readonly Field[] = [
  {
    name: 'cluster_id',
    type: 'String',
    required: 'No',
    kind: 'cluster-id',
    group: 'login',
    label: 'Cluster identifier',
    hint: 'The cluster AWS is asked to issue credentials for. Empty: the part of the host before its first dot.',
    help: [
      'Only IAM credentials need it. With the endpoint name AWS shows for a cluster, the first part of the host is the identifier and this field can stay empty.',
      'With an IP address, a name of your own or a PrivateLink endpoint that guess is wrong: for 10.1.2.3 lava would ask for a cluster named 10. Give the identifier then.',
      'A field that is present but empty is sent as it is, and AWS refuses it.',
    ],
    default: 'the first label of the host',
    placeholder: 'analytics-prod',
    onlyFor: ['iam', 'secret'],
  },
  CONN_ID,
  DATABASE,
  DESCRIPTION,
  ENABLED,
  HOST,
  PASSWORD_DURATION,
  PASSWORD,
  PORT,
  PRESERVE_CASE,
  SECRET_ID,
  SSL,
  REDSHIFT_SUBTYPE,
  {
    ...TYPE,
    hint: 'Always redshift for this connector.',
    help: [
      'For provisioned clusters, and for Redshift Serverless with a password. Serverless with IAM credentials needs the type redshift-serverless.',
      ...TYPE.help,
    ],
  },
  USER,
];

/** lava's `redshift` connector: provisioned clusters, and serverless ones without IAM credentials. */
export const redshift: Connector = {
  type: 'redshift',
  title: 'Amazon Redshift',
  summary:
    'Provisioned Redshift clusters. Redshift Serverless works too, except with temporary IAM credentials, which need the type redshift-serverless.',
  loginChoices: ['iam', 'ssm', 'secret'],
  defaultPort: 5439,
  endpointExample: 'name.hash.region.redshift.amazonaws.com:5439/database',
  fields: [...FIELDS, ...COMMON_FIELDS],
};
