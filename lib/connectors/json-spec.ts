import './zod-without-eval';
import { z } from 'zod';
import { COMMON_FIELDS, isExtraKey } from './common-fields';
import { CONN_ID, DESCRIPTION, ENABLED } from './database-rows';
import { echo } from './echo';
import type { Field } from './field';
import { fieldProblem, type Problem } from './field-rules';
import { extraProblem, type FormSchemaContext, isPlainObject } from './form-schema';
import { jsonProblem } from './json-value';
import { isKept } from './kept';
import { loginWayOf } from './login-way';
import { isSecretItself, referenceKeys } from './reference-keys';
import { has, type Spec } from './spec';
import { isForbiddenKey } from './text-limits';

/** What may be written anew. */
const MAX_LENGTH = 200_000;
/** Written little by little: lava keeps specs in DynamoDB, whose items end here. */
const MAX_ITEM_LENGTH = 400 * 1024;
const MAX_TYPE_LENGTH = 64;

/** The fields every connection has, whatever its type. */
const FIELDS: readonly Field[] = [CONN_ID, ENABLED, DESCRIPTION, ...COMMON_FIELDS];

/**
 * What may be written for a type without a table: the fields all types share are checked as in forms, references must
 * not hold the credential itself, everything else is kept as it is. `enabled` may be absent, which lava reads as false.
 * What is left as the stored spec has it may be longer than what is written anew. Every problem is reported at once, at
 * its key, with its code in `params.code`.
 */
export function jsonSpecSchema(context: FormSchemaContext): z.ZodType<Spec> {
  return z.custom<Spec>().superRefine((spec, issues) => {
    const report = (path: string[], { code, message }: Problem) =>
      issues.addIssue({ code: 'custom', path, message, params: { code } });
    if (!isPlainObject(spec)) {
      report([], { code: 'WRONG_TYPE', message: 'A connection is an object with keys such as conn_id.' });
      return;
    }
    for (const key of Object.keys(spec)) {
      const problem = keyProblem(key, spec, context);
      if (problem) report([key], problem);
    }
    for (const key of ['conn_id', 'type']) {
      if (!has(spec, key)) report([key], { code: 'REQUIRED', message: `${key} is missing. Add it.` });
    }
    if (isTooLong(spec, context.existing)) {
      const limit = MAX_LENGTH.toLocaleString('en');
      report([], {
        code: 'TOO_LONG',
        message: `The specification is too long. Use at most ${limit} characters.`,
      });
    }
  });
}

function isTooLong(spec: Spec, existing: Spec | undefined): boolean {
  const written = Object.entries(spec).filter(([key]) => !isKept(key, spec, existing));
  if (JSON.stringify(Object.fromEntries(written)).length > MAX_LENGTH) return true;
  const length = JSON.stringify(spec).length;
  return length > MAX_ITEM_LENGTH && length > JSON.stringify(existing ?? {}).length;
}

function keyProblem(key: string, spec: Spec, { realm, existing }: FormSchemaContext): Problem | undefined {
  const value = spec[key];
  const kept = isKept(key, spec, existing);
  if (isForbiddenKey(key)) {
    return { code: 'FORBIDDEN_KEY', message: `The key "${key}" is not allowed. Remove it.` };
  }
  if (key === 'type') return typeProblem(value);
  if (isExtraKey(key)) return extraProblem(key, spec, existing);
  const field = FIELDS.find(({ name }) => name === key);
  if (field) return fieldProblem(value, field, { realm, method: loginWayOf(spec), kept });
  if (referenceKeys(spec).includes(key) && isSecretItself(key, value)) {
    return {
      code: 'LOOKS_LIKE_A_PASSWORD',
      message: `This looks like a credential. Put it into SSM or Secrets Manager and name that here, such as /lava/${realm}/${key.replaceAll('_', '-')}.`,
    };
  }
  const message = jsonProblem(value);
  return message === undefined ? undefined : { code: 'INVALID', message };
}

function typeProblem(type: unknown): Problem | undefined {
  if (typeof type !== 'string' || !/^[a-z0-9][a-z0-9_.-]*$/.test(type) || type.length > MAX_TYPE_LENGTH) {
    return {
      code: 'INVALID',
      message: `The type is ${typeof type === 'string' ? `"${echo(type)}"` : echo(type)}. Write it as lava does, in lower case: slack, mysql, ses…`,
    };
  }
  return undefined;
}
