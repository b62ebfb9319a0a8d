import { DEFAULT_SUBTYPES, type Dialect, dialectOf } from './lava-types';
import { isTruthy } from './python-values';
import { has, type Spec } from './spec';

/** What a driver does about TLS. No driver here checks that the certificate names the host. */
export interface TlsBehaviour {
  /** `prefer`: goes on in plaintext when the server offers no TLS. */
  readonly asks: 'never' | 'prefer' | 'require';
  /** Whether the certificate must lead to a trusted authority. */
  readonly verifiesChain: boolean;
  /** For people, fit to follow "The driver" or to stand alone. */
  readonly summary: string;
}

const PLAINTEXT: TlsBehaviour = {
  asks: 'never',
  verifiesChain: false,
  summary: 'never asks for TLS: the password and all data travel unencrypted',
};
const PREFERRED: TlsBehaviour = {
  asks: 'prefer',
  verifiesChain: false,
  summary: 'asks for TLS and goes on unencrypted when the server says no',
};
const UNVERIFIED: TlsBehaviour = {
  asks: 'require',
  verifiesChain: false,
  summary: 'requires TLS, checks neither certificate nor host name',
};
const VERIFIED: TlsBehaviour = {
  asks: 'require',
  verifiesChain: true,
  summary: 'requires TLS and a trusted certificate, does not check the host name',
};

const LIBPQ_PREFERRED: TlsBehaviour = {
  ...PREFERRED,
  summary: 'lets libpq prefer TLS: it asks for TLS and goes on unencrypted when the server says no',
};
const LIBPQ_REQUIRED: TlsBehaviour = {
  ...UNVERIFIED,
  summary:
    'has libpq require TLS; it checks the certificate only where the worker holds a root certificate file, the host name never',
};

/**
 * What lava's driver does about TLS for a value of `ssl` (`undefined`: the key is absent). `pg8000` goes by
 * truthiness, and so does lava when it tells libpq (`pygresql`) `sslmode=require`, whose default is `prefer`; AWS's own driver takes only the real `true` and `null` as a wish for TLS, and everything else,
 * `"true"` and `1` included, as none. `null` is returned where lava's behaviour is not established: other drivers,
 * and those lava refuses for the dialect.
 */
export function tlsBehaviour(subtype: unknown, ssl: unknown, dialect: Dialect): TlsBehaviour | null {
  if (subtype === 'pg8000' && (dialect === 'redshift' || dialect === 'postgresql')) {
    return isTruthy(ssl) ? UNVERIFIED : PREFERRED;
  }
  if (subtype === 'pygresql' && dialect === 'postgresql') {
    return isTruthy(ssl) ? LIBPQ_REQUIRED : LIBPQ_PREFERRED;
  }
  if (subtype === 'redshift' && dialect === 'redshift') {
    return ssl === true || ssl === null ? VERIFIED : PLAINTEXT;
  }
  return null;
}

/** {@link tlsBehaviour} for a whole spec, with lava's default driver where `subtype` is absent. */
export function tlsBehaviourOf(spec: Spec): TlsBehaviour | null {
  const dialect = dialectOf(spec.type);
  return dialect ? tlsBehaviour(subtypeOf(spec), spec.ssl, dialect) : null;
}

/** The spec's `subtype`; when the key is absent, the driver lava takes for the type. */
export function subtypeOf(spec: Spec): unknown {
  if (has(spec, 'subtype')) return spec.subtype;
  const dialect = dialectOf(spec.type);
  return dialect && DEFAULT_SUBTYPES[dialect];
}
