import type { Secret } from '../connectors/secret';

/** What resolution needs from AWS. `lib/aws` implements it with the SDK; every method throws `AwsRefusal`. */
export interface AwsPorts {
  /** SSM GetParameter with decryption. */
  getParameter(name: string, signal: AbortSignal): Promise<{ readonly value: Secret; readonly type: string }>;
  /** Secrets Manager GetSecretValue: the SecretString, or undefined for a binary secret. */
  getSecretString(secretId: string, signal: AbortSignal): Promise<Secret | undefined>;
  /** Redshift GetClusterCredentials, never with AutoCreate. */
  getClusterCredentials(
    request: ClusterCredentialsRequest,
    signal: AbortSignal,
  ): Promise<TemporaryCredentials>;
  /** Redshift Serverless GetCredentials, signed by `role` (and in `region`) when a role was assumed. */
  getServerlessCredentials(
    request: ServerlessCredentialsRequest,
    signal: AbortSignal,
  ): Promise<TemporaryCredentials>;
  /** STS AssumeRole. */
  assumeRole(request: AssumeRoleRequest, signal: AbortSignal): Promise<AssumedRole>;
  /** A presigned RDS login token, made locally; always 900 s. */
  rdsToken(request: RdsTokenRequest): Promise<Secret>;
}

export interface ClusterCredentialsRequest {
  readonly clusterId: string;
  readonly database: string;
  readonly user: string;
  /** Whole seconds. */
  readonly durationSeconds: number;
}

export interface ServerlessCredentialsRequest {
  readonly workgroup: string;
  readonly database: string;
  readonly durationSeconds: number;
  readonly role?: AssumedRole;
  readonly region?: string;
}

export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly externalId?: Secret;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface RdsTokenRequest {
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

export interface TemporaryCredentials {
  readonly user: string;
  readonly password: Secret;
  /** When AWS says they end, corrected for the difference between AWS's clock and ours. */
  readonly expiresAt: Date;
  /** When they were minted, by our clock: a cached answer keeps its first value. */
  readonly mintedAt: Date;
}

/** Credentials of an assumed role. `roleArn` names them in cache keys and logs. */
export interface AssumedRole {
  readonly roleArn: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret;
  readonly expiresAt: Date;
}

/** Marks refusals of every copy of this module: the bundler may load it more than once in a process. */
const REFUSAL: unique symbol = Symbol.for('lava.AwsRefusal');

/**
 * AWS said no, or could not be reached. `awsCode` is the service's own code (`ClusterNotFound`, `AccessDenied`…)
 * or one of `TimeoutError` and `NetworkError` when no answer came. The message holds account ids and ARNs: it is
 * for the operator's log, never for the browser.
 */
export class AwsRefusal extends Error {
  override readonly name = 'AwsRefusal';
  readonly [REFUSAL] = true;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && REFUSAL in value;
  }

  constructor(
    readonly service:
      | 'ssm'
      | 'secretsmanager'
      | 'redshift'
      | 'redshift-serverless'
      | 'sts'
      | 'rds'
      | 'dynamodb'
      | 'iam',
    readonly operation: string,
    readonly awsCode: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
