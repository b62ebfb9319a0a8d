/** Where the parts of a sandbox listen, all on 127.0.0.1. */
export interface SandboxPorts {
  /** The stand-in Redshift. */
  readonly redshift: number;
  /** The same database behind a certificate that nobody vouches for. */
  readonly untrusted: number;
  /** Says no to TLS, and lets nobody in without it. */
  readonly noTls: number;
  readonly silent: number;
  /** Answers one byte a second. */
  readonly drip: number;
  /** Asks for Redshift's SHA-256 digest. */
  readonly auth13: number;
  /** The stand-in RDS: the same database, with IAM tokens. */
  readonly rds: number;
  /** Nothing listens here. */
  readonly closed: number;
}

/** The order of the fixed ports, counted from the base; the stand-in AWS, the DNS server and DynamoDB come last. */
export const PORT_ORDER = [
  'redshift',
  'untrusted',
  'noTls',
  'silent',
  'drip',
  'auth13',
  'closed',
  'rds',
  'aws',
  'dns',
  'dynamo',
] as const;
export type SandboxPort = (typeof PORT_ORDER)[number];

/**
 * The port of a part. With a base of 0 every part takes any free port; `closed` is then port 1, which is reserved
 * for a service that nobody runs.
 */
export function portOf(part: SandboxPort, base: number): number {
  if (base === 0) return part === 'closed' ? 1 : 0;
  return base + PORT_ORDER.indexOf(part);
}
