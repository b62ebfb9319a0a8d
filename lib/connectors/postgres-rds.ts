import { DATABASE, HOST, PASSWORD, SSL, USER } from './database-rows';
import type { Connector, Field } from './field';
import { postgresFields } from './postgres-rows';

const LINK = {
  text: 'IAM database authentication for RDS',
  href: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html',
};

/** What differs from other PostgreSQL servers: without a password lava logs in with an IAM token. */
const ROWS: readonly Field[] = [
  {
    ...DATABASE,
    hint: 'The database on the server to log in to.',
    help: [
      'An IAM token is made for host, port and user; it does not name the database.',
      'lava goes by presence: an empty value in the specification hides the one in the secret, and the driver then refuses to connect.',
    ],
  },
  {
    ...HOST,
    hint: 'The endpoint of the instance or cluster. Paste a whole endpoint or URL to fill the other fields too.',
    help: [
      'An IAM token is valid for exactly this name: use the endpoint AWS shows. With an IP address or a name of your own the server refuses the token.',
      'The driver does not check that the certificate belongs to this name, whatever the TLS setting.',
    ],
    placeholder: 'orders.abc123xyz.ap-southeast-2.rds.amazonaws.com',
  },
  {
    ...PASSWORD,
    help: [
      'Create the parameter as a SecureString under /lava/<realm>/, encrypted with the key alias/lava-<realm>-sys: a worker may read nothing else by default. lava itself checks none of this.',
      'As soon as the field is present, lava reads the parameter and makes no token and takes no password of a secret; an empty value fails.',
      'A user that was granted rds_iam is refused with a password, and one without it is refused with a token.',
    ],
    default: 'the secret’s password, else an IAM login token',
  },
  {
    ...SSL,
    hint: 'Whether the driver insists on an encrypted connection. RDS takes IAM tokens only over TLS.',
    help: [
      'Off, both drivers still ask for TLS and go on in plain text when the server refuses; with a token the login then fails, after the token was sent readable.',
      'On, neither checks the host name, and pg8000 no certificate either.',
    ],
  },
  {
    ...USER,
    hint: 'The user to log in as. For IAM tokens it must exist and have the role rds_iam.',
    help: [
      'An administrator of the database runs CREATE USER and GRANT rds_iam TO that user once. IAM authentication must be switched on for the instance or cluster too.',
      'The session works as exactly this user: nothing is put in front of the name, as Redshift does.',
    ],
    link: LINK,
  },
];

const COMMON = {
  loginChoices: ['rds-token', 'ssm', 'secret'],
  defaultPort: 5432,
  endpointExample: 'orders.hash.region.rds.amazonaws.com:5432/orders',
} as const satisfies Partial<Connector>;

/** lava's `postgres-rds` connector: RDS for PostgreSQL. */
export const postgresRds: Connector = {
  ...COMMON,
  type: 'postgres-rds',
  title: 'Amazon RDS for PostgreSQL',
  summary: 'PostgreSQL on RDS: a password, or an IAM login token made anew for every login.',
  fields: postgresFields('postgres-rds', ROWS),
};

/** lava's `postgres-aurora` connector: Aurora PostgreSQL. */
export const postgresAurora: Connector = {
  ...COMMON,
  type: 'postgres-aurora',
  title: 'Amazon Aurora PostgreSQL',
  summary: 'Aurora PostgreSQL: as on RDS, and db_from_s3 jobs can let the database load from S3 by itself.',
  fields: postgresFields('postgres-aurora', ROWS),
};
