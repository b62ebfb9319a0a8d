/** Temporary credentials that were minted. Times are ISO 8601. */
export interface MintedDto {
  readonly id: string;
  readonly connId: string;
  /** Whether that connection still exists: only then can it be opened. */
  readonly connectionExists: boolean;
  readonly runId: string | null;
  readonly method: string;
  readonly cluster: string;
  readonly database: string;
  readonly requestedUser: string | null;
  readonly returnedUser: string;
  readonly durationSeconds: number;
  readonly mintedAt: string;
  readonly expiresAt: string;
  readonly mintedBy: string;
  /** Whether the server holds them and the next test uses them instead of minting: not once they are used up. */
  readonly held: boolean;
  /** The connections that log in with exactly these. */
  readonly usedBy: readonly string[];
}

/** What AWS tells about an SSM parameter or a secret, without its value. */
export interface ReferenceDto {
  readonly name: string;
  readonly usedBy: readonly string[];
  /** `unchecked`: AWS was not asked yet. */
  readonly state: 'found' | 'missing' | 'denied' | 'failed' | 'unchecked';
  readonly missingPermission: string | null;
  readonly checkedAt: string | null;
  readonly lastChangedAt: string | null;
}

export interface ParameterDto extends ReferenceDto {
  readonly parameterType: string | null;
  readonly keyId: string | null;
  readonly parameterVersion: number | null;
}

export interface SecretDto extends ReferenceDto {
  readonly rotationEnabled: boolean | null;
  readonly lastRotatedAt: string | null;
  readonly nextRotationAt: string | null;
}

export interface CredentialsDto {
  readonly minted: readonly MintedDto[];
  readonly parameters: readonly ParameterDto[];
  readonly secrets: readonly SecretDto[];
  /** The server's clock when this was read, so that a countdown does not depend on the reader's. */
  readonly now: string;
}
