/**
 * The vocabulary of field tables. A connector is a table of fields; forms, validation, the reference page,
 * findings' field names and redaction are all derived from it.
 */

/** The "Required" column of lava's documentation. `*`: a Secrets Manager secret may supply the value instead. */
export type Requirement = 'Yes' | 'Yes*' | 'No*' | 'No';

/** The "Type" column of lava's documentation. */
export type FieldType = 'String' | 'Number' | 'Boolean' | 'Map';

/** What kind of value it is: decides the control in the form and the rule in the form schema. */
export type FieldKind =
  | 'conn-id'
  | 'type'
  | 'text'
  | 'long-text'
  | 'host'
  | 'port'
  | 'boolean'
  | 'database'
  | 'user'
  | 'cluster-id'
  | 'workgroup'
  | 'role-arn'
  | 'region'
  | 'tags'
  | 'ssm-parameter'
  | 'secret-id'
  | 'duration'
  | 'choice';

/** The ways to log in that forms offer; a connector names those that lava knows for its type. */
export type LoginChoice = 'iam' | 'rds-token' | 'ssm' | 'secret';

/** Where the form shows the field. */
export type FieldGroup = 'identity' | 'login' | 'endpoint' | 'driver' | 'notes';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description: string;
}

export interface Link {
  readonly text: string;
  readonly href: string;
}

/** One row of a connector's table. */
export interface Field {
  /** The key in the spec, as lava spells it. */
  readonly name: string;
  readonly type: FieldType;
  readonly required: Requirement;
  readonly kind: FieldKind;
  readonly group: FieldGroup;
  /** Short name for people. */
  readonly label: string;
  /** One or two sentences for under the control. */
  readonly hint: string;
  /** What the help panel says: paragraphs in our own words. */
  readonly help: readonly string[];
  /** The key of a secret's JSON that fills this field, when lava maps one. */
  readonly secretKey?: string;
  /** What lava uses when the key is absent, for people. */
  readonly default?: string;
  readonly placeholder?: string;
  readonly choices?: readonly Choice[];
  readonly link?: Link;
  /** Shown only for these ways to log in; absent: for all. */
  readonly onlyFor?: readonly LoginChoice[];
  /** `reference`: names a secret, is none; a value that looks like the secret itself is refused and never echoed. */
  readonly sensitivity?: 'reference';
}

/** One connector type: its table and the few facts that are not fields. */
export interface Connector {
  /** lava's `type` value. */
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  /** The first is what lava does where neither a parameter nor a secret is named. */
  readonly loginChoices: readonly [LoginChoice, ...LoginChoice[]];
  readonly defaultPort: number;
  /** An endpoint as a person may paste it. */
  readonly endpointExample: string;
  readonly fields: readonly Field[];
}
