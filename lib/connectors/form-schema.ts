import './zod-without-eval';
import { z } from 'zod';
import { isExtraKey } from './common-fields';
import { echo } from './echo';
import type { Connector, Field } from './field';
import { fieldProblem, type Problem } from './field-rules';
import { hasControl } from './invisible-text';
import { jsonProblem } from './json-value';
import { isKept } from './kept';
import { loginWayOf } from './login-way';
import { isRequired } from './missing-fields';
import { has, type Spec } from './spec';
import { isForbiddenKey } from './text-limits';

const MAX_EXTRA_KEY_LENGTH = 128;
const MAX_EXTRA_VALUE_LENGTH = 10_000;

export interface FormSchemaContext {
  readonly realm: string;
  /**
   * The stored spec that is being edited. Its keys that no form knows may stay, but only with the values they have:
   * an imported spec can be edited without losing them. So may values longer than a form writes.
   */
  readonly existing?: Spec;
}

/**
 * What a form may write for a connector: a strict schema made from the table, for both sides. Only clean values:
 * real booleans, whole port numbers, the type in lower case, nothing empty, no unknown keys. Fields marked `Yes*` may
 * be left to the secret. Every problem is reported at once, at its field, with its code in `params.code`; messages
 * repeat at most 80 characters of a value, and nothing of a reference.
 */
export function formSchema(connector: Connector, context: FormSchemaContext): z.ZodType<Spec> {
  return z.custom<Spec>().superRefine((spec, issues) => {
    const report = (path: string[], { code, message }: Problem) =>
      issues.addIssue({ code: 'custom', path, message, params: { code } });
    if (!isPlainObject(spec)) {
      report([], { code: 'WRONG_TYPE', message: 'A connection is an object with keys such as conn_id.' });
      return;
    }
    const rules = { connector, realm: context.realm, method: loginWayOf(spec) };
    for (const field of connector.fields) {
      const problem = has(spec, field.name)
        ? fieldProblem(spec[field.name], field, {
            ...rules,
            kept: isKept(field.name, spec, context.existing),
          })
        : absenceProblem(field, spec);
      if (problem) report([field.name], problem);
    }
    const known = new Set(connector.fields.map((field) => field.name));
    for (const key of Object.keys(spec)) {
      if (known.has(key)) continue;
      const problem = isExtraKey(key)
        ? extraProblem(key, spec, context.existing)
        : unknownKeyProblem(key, spec, context.existing);
      if (problem) report([key], problem);
    }
  });
}

/** The number in a text input that holds nothing but ASCII digits; undefined for any other text. No range check. */
export function parsePortText(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function absenceProblem(field: Field, spec: Spec): Problem | undefined {
  if (!isRequired(field, spec)) return undefined;
  const remedy = field.required === 'Yes*' ? 'Enter it, or name a secret that supplies it.' : 'Enter it.';
  return { code: 'REQUIRED', message: `${field.label} is missing. ${remedy}` };
}

/** What is wrong with one of the free `x-` fields of a spec; those of the stored one may stay as long as they are. */
export function extraProblem(key: string, spec: Spec, existing: Spec | undefined): Problem | undefined {
  const value = spec[key];
  if (key.length > MAX_EXTRA_KEY_LENGTH && !isKept(key, spec, existing)) {
    return {
      code: 'TOO_LONG',
      message: `The name has ${key.length} characters. Use at most ${MAX_EXTRA_KEY_LENGTH}.`,
    };
  }
  if (key.length === 2 || hasControl(key) || /\s|\p{Cs}/u.test(key)) {
    return { code: 'INVALID', message: 'After x- the name needs at least one character, and no spaces.' };
  }
  const message = jsonProblem(value);
  if (message !== undefined) return { code: 'INVALID', message };
  if (JSON.stringify(value).length <= MAX_EXTRA_VALUE_LENGTH || isKept(key, spec, existing)) return undefined;
  return {
    code: 'TOO_LONG',
    message: `The value is too long. Use at most ${MAX_EXTRA_VALUE_LENGTH.toLocaleString('en')} characters of JSON.`,
  };
}

function unknownKeyProblem(key: string, spec: Spec, existing: Spec | undefined): Problem | undefined {
  if (isForbiddenKey(key))
    return { code: 'FORBIDDEN_KEY', message: `The key "${key}" is not allowed. Remove it.` };
  if (isKept(key, spec, existing)) return undefined;
  return {
    code: 'UNKNOWN_FIELD',
    message: `"${echo(key)}" is no field of this connection. Correct the name, or start it with x- if it is your own.`,
  };
}

/** Whether the value is an object of no class. */
export function isPlainObject(value: unknown): value is Spec {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
