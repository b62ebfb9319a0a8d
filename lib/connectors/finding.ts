/** How much a finding matters: `high` fails `lint`. */
export type Severity = 'high' | 'medium' | 'low';
export const SEVERITIES = ['high', 'medium', 'low'] as const satisfies readonly Severity[];

/** Something an admin should know about a spec. lava's behaviour is predicted, never silently corrected. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The spec's field it is about. */
  readonly field: string;
  readonly message: string;
}

export const FINDING_CODES = [
  'FIELD_MISSING',
  'ENABLED_IS_TEXT',
  'SSL_OFF',
  'SSL_NOT_VERIFIED',
  'SSL_IS_TEXT',
  'PASSWORD_SHADOWS_SECRET',
  'SECRET_ADDS_NOTHING',
  'SSM_OUTSIDE_REALM',
  'SSM_NOT_SECURE',
  'SSM_WRONG_KEY',
  'SECRET_OUTSIDE_REALM',
  'LOOKS_LIKE_A_PASSWORD',
  'SECRET_IN_SPEC',
  'WEBHOOK_NOT_A_URL',
  'HOST_MALFORMED',
  'CLUSTER_ID_GUESSED',
  'DURATION_OUT_OF_RANGE',
  'DURATION_UNIT_UNDOCUMENTED',
  'DURATION_UNUSED',
  'PORT_NOT_A_NUMBER',
  'PORT_OUT_OF_RANGE',
  'SUBTYPE_UNSUPPORTED',
  'TYPE_CASE',
  'TYPE_UNKNOWN',
  'SERVERLESS_HOST_ON_REDSHIFT',
  'ROLE_FIELD_UNUSED',
  'UNKNOWN_FIELD',
  'OWNER_MISSING',
  'DESCRIPTION_MISSING',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** What the findings need to know besides the spec. */
export interface FindingContext {
  /** The realm's name; without it the rules about `/lava/<realm>/` are left out. */
  readonly realm?: string;
  /** The realm's KMS alias, by default `alias/lava-<realm>-sys`. */
  readonly kmsAlias?: string;
  /** What the worker uses when `password_duration` is absent. */
  readonly defaultDuration?: unknown;
  /** What AWS told about the SSM parameter, when it was asked. */
  readonly parameter?: { readonly type?: string; readonly keyId?: string };
}
