/**
 * Every code a stage of the probe can carry: a closed list, so that pages, hints and stored history can rely on it.
 * Failures first, in the order of the stages; then what is no failure of the connection.
 */
export const PROBE_CODES = [
  // driver
  'SUBTYPE_UNSUPPORTED',
  'DATABASE_EMPTY',
  'USER_EMPTY',
  'PASSWORD_EMPTY',
  'LOGIN_NOT_TEXT',
  // dns
  'HOST_MALFORMED',
  'HOST_REFUSED',
  'PORT_REFUSED',
  'NAME_NOT_FOUND',
  'DNS_FAILED',
  'DNS_TIMEOUT',
  // tcp
  'NOTHING_LISTENING',
  'CLUSTER_PAUSED',
  'CLUSTER_NOT_READY',
  'TCP_TIMEOUT',
  'NETWORK_UNREACHABLE',
  'TCP_FAILED',
  'PEER_CHANGED',
  // tls
  'TLS_REFUSED_BY_SERVER',
  'TLS_NOT_TRUSTED',
  'TLS_FAILED',
  'TLS_TIMEOUT',
  // any stage that talks to the server
  'SERVER_SILENT',
  'NOT_A_POSTGRES_SERVER',
  'ANSWER_TOO_LARGE',
  'CONNECTION_CLOSED',
  'CONNECTION_RESET',
  'DEADLINE',
  // login
  'AUTH_METHOD_UNSUPPORTED',
  'PASSWORD_REFUSED',
  'IAM_USER_UNKNOWN',
  'CREDENTIALS_EXPIRED',
  'DATABASE_UNKNOWN',
  'DATABASE_NOT_PERMITTED',
  'TLS_DEMANDED_BY_SERVER',
  'ADDRESS_NOT_ADMITTED',
  'TOO_MANY_CONNECTIONS',
  'SERVER_NOT_READY',
  'LOGIN_FAILED',
  // query
  'QUERY_FAILED',
  // it would connect, but
  'PLAINTEXT',
  'IDENTITY_UNEXPECTED',
  // beyond this test, or ended by something else than the database
  'AUTH_BEYOND_TEST',
  'NOT_TESTABLE_HERE',
  'DIALLER_ENDED',
  'CANCELLED',
] as const;

export type ProbeCode = (typeof PROBE_CODES)[number];
