import { PG8000, SUBTYPE } from './database-rows';
import type { Field } from './field';

/** The drivers of the redshift dialect. */
export const REDSHIFT_SUBTYPE: Field = {
  ...SUBTYPE,
  help: [
    'The two differ most in how they treat TLS, and in the ways of logging in they know: a cluster that stores passwords as SHA-256 digests can be reached only by the AWS driver.',
    'PyGreSQL is gone. It stopped working with Redshift itself, so a connection that names pygresql fails; take one of the two drivers instead.',
    'Names are compared exactly: PG8000 or an empty value fails.',
  ],
  choices: [
    PG8000,
    {
      value: 'redshift',
      label: 'AWS Redshift connector',
      description:
        'AWS’s own driver. TLS off: always plain text. TLS on: encrypted, certificate must be trusted, host name not checked.',
    },
  ],
  link: { text: 'redshift-connector on PyPI', href: 'https://pypi.org/project/redshift-connector/' },
};
