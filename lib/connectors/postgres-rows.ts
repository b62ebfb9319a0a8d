import { COMMON_FIELDS } from './common-fields';
import {
  CONN_ID,
  DATABASE,
  DESCRIPTION,
  ENABLED,
  HOST,
  PASSWORD,
  PG8000,
  PORT,
  PRESERVE_CASE,
  SECRET_ID,
  SSL,
  SUBTYPE,
  TYPE,
  USER,
} from './database-rows';
import type { Field } from './field';

const DRIVER: Field = {
  ...SUBTYPE,
  help: [
    'pg8000 is the driver to take unless something speaks against it. PyGreSQL builds on libpq, PostgreSQL’s own library, which must be installed on the worker.',
    'Names are compared exactly: PG8000 or an empty value fails. AWS’s Redshift driver is not available here.',
  ],
  choices: [
    PG8000,
    {
      value: 'pygresql',
      label: 'PyGreSQL',
      description:
        'Built on libpq. TLS off: sslmode prefer, which goes on in plain text when refused. TLS on: sslmode require, certificate checked only where the worker holds a root certificate file.',
    },
  ],
};

/** The table of a PostgreSQL connector; `differing` replaces rows of the same name. */
export function postgresFields(type: string, differing: readonly Field[] = []): readonly Field[] {
  const rows: readonly Field[] = [
    CONN_ID,
    {
      ...DATABASE,
      hint: 'The database on the server to log in to.',
      help: [
        'lava goes by presence: an empty value in the specification hides the one in the secret, and the driver then refuses to connect.',
      ],
    },
    DESCRIPTION,
    ENABLED,
    {
      ...HOST,
      hint: 'The DNS name or IP address of the server. Paste a whole endpoint or URL to fill the other fields too.',
      help: [
        'Only the name belongs here; port and database have fields of their own.',
        'The driver does not check that the certificate belongs to this name, whatever the TLS setting.',
      ],
      placeholder: 'orders-db.example.com',
    },
    {
      ...PASSWORD,
      required: 'Yes*',
      help: [
        'Create the parameter as a SecureString under /lava/<realm>/, encrypted with the key alias/lava-<realm>-sys: a worker may read nothing else by default. lava itself checks none of this.',
        'As soon as the field is present, lava reads the parameter and ignores the password of a secret; an empty value fails.',
        'Without it lava takes the password of the secret; without that it fails.',
      ],
      default: 'the secret’s password',
    },
    {
      ...PORT,
      hint: 'The port the server listens on: 5432 unless it was changed.',
      placeholder: '5432',
    },
    PRESERVE_CASE,
    {
      ...SECRET_ID,
      help: [
        'The secret is JSON with any of the keys username, password, host, port and dbname. lava uses a key only for a field that is absent from the specification: even an empty value there wins.',
        'lava reads the secret whenever this field is present, also when nothing is missing, and fails when it cannot.',
        'By default a worker may read only secrets named /lava/<realm>/….',
      ],
    },
    {
      ...SSL,
      hint: 'Whether the driver insists on an encrypted connection. Recommended.',
      help: [
        'Off, both drivers still ask for TLS and go on in plain text when the server refuses.',
        'On, neither checks the host name, and pg8000 no certificate either.',
      ],
    },
    DRIVER,
    { ...TYPE, hint: `Always ${type} for this connector.` },
    {
      ...USER,
      hint: 'The user to log in as. It must exist already: lava never creates users.',
      help: ['The user needs the right to connect to the database, and its own rights inside it.'],
    },
  ];
  return [...rows.map((row) => differing.find(({ name }) => name === row.name) ?? row), ...COMMON_FIELDS];
}
