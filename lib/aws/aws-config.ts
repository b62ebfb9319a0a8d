import type { Secret } from '../connectors/secret';

/** Keys that sign calls. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken?: Secret;
}

/** Whose AWS, and how it is reached. What is absent comes from the SDK's own sources (environment, profile, role). */
export interface AwsConfig {
  readonly region: string;
  /** The role that every call is made with; it is assumed first. */
  readonly roleArn?: string;
  /** What that role's trust policy may ask for. */
  readonly externalId?: string;
  readonly credentials?: AwsKeys;
  /** Overrides `AWS_ENDPOINT_URL`. */
  readonly endpoint?: string;
  /**
   * Lets calls go to an endpoint without https: for the sandbox only. `loopback`: if it is on this machine, where
   * nobody listens in.
   */
  readonly allowInsecureEndpoint?: boolean | 'loopback';
  /** How long one call may take with its retries, in ms; 8 s if absent. */
  readonly callTimeout?: number;
}

/** The form in which the SDK takes keys. */
export function toIdentity({ accessKeyId, secretAccessKey, sessionToken }: AwsKeys): {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
} {
  return {
    accessKeyId,
    secretAccessKey: secretAccessKey.reveal(),
    ...(sessionToken && { sessionToken: sessionToken.reveal() }),
  };
}
