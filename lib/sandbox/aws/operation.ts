import type { Answer } from './answer';
import type { LoadedFixture } from './fixture';

/** Creates or renews a real login in the stand-in Redshift; `seconds` is how long its password works. */
export type MintLogin = (request: {
  /** The login that AWS would name: `IAM:<user>` or `IAMR:<role>`. */
  readonly login: string;
  /** The database user it acts as; the login itself for `IAMR:`. */
  readonly user: string;
  readonly database: string;
  readonly seconds: number;
}) => Promise<{ readonly password: string; readonly expiresAt: Date }>;

/** What an operation of the stand-in sees. */
export interface OperationContext {
  readonly fixture: LoadedFixture;
  readonly params: Readonly<Record<string, unknown>>;
  readonly region: string;
  readonly accessKeyId: string;
  /** Milliseconds since the epoch, by the stand-in's clock. */
  readonly now: () => number;
  readonly mintLogin?: MintLogin;
  /** Role ARNs by the access keys that AssumeRole handed out. */
  readonly sessions: Map<string, { readonly roleArn: string; readonly sessionName: string }>;
}

/** One operation of a service: answers, or throws `AwsError`. */
type Operation = (context: OperationContext) => Answer | Promise<Answer>;
export type Operations = Readonly<Record<string, Operation>>;

/** A text parameter; absent or of another type: empty. */
export function text(context: OperationContext, name: string): string {
  const value = context.params[name];
  return typeof value === 'string' ? value : '';
}

/** A number parameter. */
export function number(context: OperationContext, name: string, fallback: number): number {
  const value = context.params[name];
  return typeof value === 'number' ? value : fallback;
}

/** Turns an ISO time of the fixture into a date. */
export function date(iso: string | undefined): Date | undefined {
  return iso === undefined ? undefined : new Date(iso);
}
