import type { Field } from './field';

/** The drivers of the redshift dialect. */
export const REDSHIFT_SUBTYPE: Field = {
  name: 'subtype',
  type: 'String',
  required: 'No',
  kind: 'choice',
  group: 'driver',
  label: 'Driver',
  hint: 'The Python driver lava connects with.',
  help: [
    'The two differ most in how they treat TLS, and in the ways of logging in they know: a cluster that stores passwords as SHA-256 digests can be reached only by the AWS driver.',
    'PyGreSQL is gone. It stopped working with Redshift itself, so a connection that names pygresql fails; take one of the two drivers instead.',
    'Names are compared exactly: PG8000 or an empty value fails.',
  ],
  default: 'pg8000',
  choices: [
    {
      value: 'pg8000',
      label: 'pg8000',
      description:
        'The default, written in Python. TLS off: asks for TLS and goes on in plain text when refused. TLS on: encrypted, certificate not checked.',
    },
    {
      value: 'redshift',
      label: 'AWS Redshift connector',
      description:
        'AWS’s own driver. TLS off: always plain text. TLS on: encrypted, certificate must be trusted, host name not checked.',
    },
  ],
  link: { text: 'redshift-connector on PyPI', href: 'https://pypi.org/project/redshift-connector/' },
};
