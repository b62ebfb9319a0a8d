import { isExtraKey } from './common-fields';
import type { Connector, Field, LoginChoice } from './field';
import { parsePortText } from './form-schema';
import { checkHost } from './host-shape';
import { JsonReader } from './json-reader';
import { looksLikePassword, looksLikeSecretValue } from './password-shape';
import { isTruthy } from './python-values';
import { has, type Spec } from './spec';
import { SpecTextError } from './spec-text-error';
import { tagsOf, tagTextOf } from './tag-text';

/** What a form holds while it is filled in: text for inputs, booleans for switches, one entry for every field. */
export interface FormValues {
  readonly login: LoginChoice;
  /** By field name. Fields that do not belong to the chosen login keep what was typed. */
  readonly fields: Readonly<Record<string, string | boolean>>;
  /** The `x-` fields: values that are no text are written as JSON. */
  readonly extras: readonly ExtraValue[];
}

export interface ExtraValue {
  readonly key: string;
  readonly value: string;
}

/** The form of a new connection: everything empty but what has one sensible start. */
export function emptyFormValues(connector: Connector): FormValues {
  const { fields, ...rest } = formValuesOf(connector, {
    type: connector.type,
    enabled: true,
    port: connector.defaultPort,
    ...(connector.fields.some(({ name }) => name === 'ssl') && { ssl: true }),
  });
  return { ...rest, login: connector.loginChoices[0], fields };
}

/** A stored spec as form values. What looks like the secret itself is left out: it must not reach a browser. */
export function formValuesOf(connector: Connector, spec: Spec): FormValues {
  return {
    login: loginChoiceOf(connector, spec),
    fields: Object.fromEntries(
      connector.fields.map((field) => [field.name, toInput(field, spec[field.name])]),
    ),
    extras: Object.keys(spec)
      .filter(isExtraKey)
      .map((key) => ({ key, value: extraText(spec[key]) })),
  };
}

/** The way to log in that shows all of the spec's references: a secret may stand beside an SSM parameter. */
function loginChoiceOf(connector: Connector, spec: Spec): LoginChoice {
  if (has(spec, 'secret_id')) return 'secret';
  return has(spec, 'password') ? 'ssm' : connector.loginChoices[0];
}

/**
 * Whether the form shows a field: when it belongs to the chosen login, or when the spec that is being edited has it
 * and the login was not changed. So nothing stored goes away unseen.
 */
export function isFieldShown(
  connector: Connector,
  field: Field,
  login: LoginChoice,
  existing?: Spec,
): boolean {
  if (field.onlyFor === undefined || field.onlyFor.includes(login)) return true;
  return existing !== undefined && has(existing, field.name) && loginChoiceOf(connector, existing) === login;
}

/**
 * The spec a form would write: only fields that are shown, nothing empty, `false` only where it says something. Keys
 * of the spec that is being edited keep their order, and those no form knows their values. The result is not
 * validated: what cannot be converted goes in as typed, for the schema to refuse.
 */
export function specOf(connector: Connector, values: FormValues, existing?: Spec): Spec {
  const written = new Map<string, unknown>();
  for (const field of connector.fields) {
    if (!isFieldShown(connector, field, values.login, existing)) continue;
    const value = fromInput(field, values.fields[field.name], existing);
    if (value !== undefined) written.set(field.name, value);
  }
  for (const { key, value } of values.extras) {
    if (key !== '' || value !== '') written.set(key, extraValue(value));
  }
  const known = new Set(connector.fields.map((field) => field.name));
  const kept = Object.entries(existing ?? {}).filter(([key]) => !known.has(key) && !isExtraKey(key));
  const all = new Map([...written, ...kept]);
  const order = [...Object.keys(existing ?? {}).filter((key) => all.has(key)), ...all.keys()];
  return Object.fromEntries([...new Set(order)].map((key) => [key, all.get(key)]));
}

/** Names given to more than one of the `x-` fields: only the last could be written. */
export function repeatedExtraKeys(values: FormValues): string[] {
  const keys = values.extras.map((extra) => extra.key).filter((key) => key !== '');
  return [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))];
}

function toInput(field: Field, value: unknown): string | boolean {
  if (field.type === 'Boolean') return isTruthy(value);
  if (isSecretItself(field, value)) return '';
  if (field.kind === 'tags') return tagTextOf(value);
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

function isSecretItself(field: Field, value: unknown): boolean {
  if (field.sensitivity !== 'reference') return false;
  return field.kind === 'secret-id' ? looksLikeSecretValue(value) : looksLikePassword(value);
}

function fromInput(field: Field, input: string | boolean | undefined, existing: Spec | undefined): unknown {
  if (typeof input === 'boolean') {
    const isSaid = input || field.required === 'Yes' || (existing !== undefined && has(existing, field.name));
    return isSaid ? input : undefined;
  }
  if (input === undefined || input === '') return undefined;
  if (field.kind === 'port') return parsePortText(input) ?? input;
  if (field.kind === 'host') return asciiHost(input);
  if (field.kind === 'tags') return tagsOf(input);
  return input;
}

/** International names are stored as resolvers see them; anything else stays as it was typed. */
function asciiHost(input: string): string {
  const host = checkHost(input);
  return host.ok && host.unicode !== undefined ? host.host : input;
}

/** Text stays plain unless it could be taken for JSON. */
function extraText(value: unknown): string {
  return typeof value === 'string' && value !== '' && !isJson(value) ? value : JSON.stringify(value);
}

/** What cannot be kept stays as it was typed; see `extraValueProblem`. */
function extraValue(text: string): unknown {
  const read = readExtra(text);
  return 'value' in read ? read.value : text;
}

/** Why the value of an `x-` field, written as JSON, could not be kept as it is written; undefined when it can. */
export function extraValueProblem(text: string): string | undefined {
  const read = readExtra(text);
  return 'problem' in read ? read.problem : undefined;
}

function readExtra(text: string): { readonly value: unknown } | { readonly problem: string } {
  if (!isJson(text)) return { value: text };
  try {
    return { value: new JsonReader(text).next()?.value };
  } catch (error) {
    if (error instanceof SpecTextError) return { problem: error.message };
    throw error;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
