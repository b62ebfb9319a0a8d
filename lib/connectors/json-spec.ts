import './zod-without-eval';
import { z } from 'zod';
import { COMMON_FIELDS, isExtraKey } from './common-fields';
import { CONN_ID, DESCRIPTION, ENABLED } from './database-rows';
import { echo } from './echo';
import type { Field } from './field';
import { fieldProblem, type Problem } from './field-rules';
import { extraProblem, isPlainObject } from './form-schema';
import { jsonProblem } from './json-value';
import { loginMethodOf } from './login-method';
import { isSecretItself, referenceKeys } from './reference-keys';
import { has, type Spec } from './spec';
import { isForbiddenKey } from './text-limits';

/** lava keeps specs in DynamoDB, whose items end at 400 KB. */
const MAX_LENGTH = 200_000;
const MAX_TYPE_LENGTH = 64;

/** The fields every connection has, whatever its type. */
const FIELDS: readonly Field[] = [CONN_ID, ENABLED, DESCRIPTION, ...COMMON_FIELDS];

/**
 * What may be written for a type without a table: the fields all types share are checked as in forms, references must
 * not hold the credential itself, everything else is kept as it is. `enabled` may be absent, which lava reads as false.
 * Every problem is reported at once, at its key, with its code in `params.code`.
 */
export function jsonSpecSchema({ realm }: { readonly realm: string }): z.ZodType<Spec> {
  return z.custom<Spec>().superRefine((spec, issues) => {
    const report = (path: string[], { code, message }: Problem) =>
      issues.addIssue({ code: 'custom', path, message, params: { code } });
    if (!isPlainObject(spec)) {
      report([], { code: 'WRONG_TYPE', message: 'A connection is an object with keys such as conn_id.' });
      return;
    }
    for (const key of Object.keys(spec)) {
      const problem = keyProblem(key, spec, realm);
      if (problem) report([key], problem);
    }
    for (const key of ['conn_id', 'type']) {
      if (!has(spec, key)) report([key], { code: 'REQUIRED', message: `${key} is missing. Add it.` });
    }
    if (JSON.stringify(spec).length > MAX_LENGTH) {
      const limit = MAX_LENGTH.toLocaleString('en');
      report([], {
        code: 'TOO_LONG',
        message: `The specification is too long. Use at most ${limit} characters.`,
      });
    }
  });
}

function keyProblem(key: string, spec: Spec, realm: string): Problem | undefined {
  const value = spec[key];
  if (isForbiddenKey(key)) {
    return { code: 'FORBIDDEN_KEY', message: `The key "${key}" is not allowed. Remove it.` };
  }
  if (key === 'type') return typeProblem(value);
  if (isExtraKey(key)) return extraProblem(key, value);
  const field = FIELDS.find(({ name }) => name === key);
  if (field) return fieldProblem(value, field, { realm, method: loginMethodOf(spec) });
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
