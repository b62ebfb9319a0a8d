import { CONN_ID, ENABLED, HOST, PASSWORD, PORT, TYPE, USER } from './database-rows';
import type { Field, FieldKind } from './field';
import { lavaTypeOf } from './lava-types';
import { isUsableReference, loginWayOf } from './login-way';
import { connectorFor } from './registry';
import { has, type Spec } from './spec';

/** What lava demands of every connection. */
const SHARED_FIELDS: readonly Field[] = [CONN_ID, ENABLED, TYPE];
const SERVER_FIELDS: readonly Field[] = [...SHARED_FIELDS, HOST, PORT, USER];

/**
 * lava asks for the presence of a key and not for its content, and neither drivers nor AWS take an empty name of a
 * database or user. Other empty values have findings of their own.
 */
const NAMES: ReadonlySet<FieldKind> = new Set(['database', 'user']);

/**
 * Whether the field must have a value for this spec: with a secret, what the secret can supply need not be given, nor
 * what belongs to another way to log in.
 */
export function isRequired(field: Field, spec: Spec): boolean {
  return isNeeded(field, spec) && (field.required === 'Yes' || !isUsableReference(spec.secret_id));
}

/**
 * The fields whose values lava will not find, by the table of the spec's type. What a secret can supply is not missing
 * where one is named, but for what is present and empty: that wins over the secret. Takes any JSON values.
 */
export function missingFields(spec: Spec, connector = connectorFor(spec.type)): readonly Field[] {
  return (connector?.fields ?? fieldsWithoutTable(spec.type))
    .filter((field) => isNeeded(field, spec))
    .filter((field) => {
      if (has(spec, field.name)) return NAMES.has(field.kind) && isEmpty(spec[field.name]);
      // A `secret_id` that names no secret is a finding itself; what is missing shows once it names one.
      return field.required === 'Yes' || !has(spec, 'secret_id');
    });
}

/** What lava demands of a type that has no table here: of one with a server at its other end, where that is and a login. */
function fieldsWithoutTable(type: unknown): readonly Field[] {
  const known = lavaTypeOf(type);
  if (known === undefined || known.dialect === 'sqlite3') return SHARED_FIELDS;
  return known.generator ? SERVER_FIELDS : [...SERVER_FIELDS, { ...PASSWORD, required: 'Yes*' }];
}

/** Whether lava needs the field at all, be it from the spec or from a secret. */
function isNeeded(field: Field, spec: Spec): boolean {
  const way = loginWayOf(spec);
  if ((way === 'iam' || way === 'rds-token') && field.onlyFor && !field.onlyFor.includes(way)) return false;
  return field.required === 'Yes' || field.required === 'Yes*';
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === null;
}
