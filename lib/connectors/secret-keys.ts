/** A key of a secret's JSON and the field of the spec lava fills with it when that field is absent. */
export interface SecretKey {
  readonly secretKey: string;
  readonly field: string;
  /** `note`: of no use for logging in; `oracle`: only Oracle connections look at it. */
  readonly purpose: 'login' | 'note' | 'oracle';
}

/**
 * Every key lava takes from a secret; all others it ignores. That `dbClusterIdentifier` fills the description, and
 * not the cluster id, is lava's doing.
 */
export const SECRET_KEYS: readonly SecretKey[] = [
  { secretKey: 'username', field: 'user', purpose: 'login' },
  { secretKey: 'password', field: 'password', purpose: 'login' },
  { secretKey: 'host', field: 'host', purpose: 'login' },
  { secretKey: 'port', field: 'port', purpose: 'login' },
  { secretKey: 'dbname', field: 'database', purpose: 'login' },
  { secretKey: 'dbClusterIdentifier', field: 'description', purpose: 'note' },
  { secretKey: 'serviceName', field: 'service_name', purpose: 'oracle' },
  { secretKey: 'sid', field: 'sid', purpose: 'oracle' },
];
