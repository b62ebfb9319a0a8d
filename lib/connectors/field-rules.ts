import { connIdProblem } from './conn-id';
import {
  describeDuration,
  isAllowedDuration,
  MAX_DURATION_SECONDS,
  MIN_DURATION_SECONDS,
  parseDuration,
} from './duration';
import { echo } from './echo';
import type { Connector, Field, FieldKind } from './field';
import { checkHost } from './host-shape';
import { hasControl, isUnstorable } from './invisible-text';
import type { LoginMethod } from './login-method';
import { isParameterName, isSecretName, looksLikePassword, looksLikeSecretValue } from './password-shape';
import { clusterIdProblem, iamNameProblem, workgroupProblem } from './redshift-names';
import { realmPrefix } from './references';
import { regionProblem, roleArnProblem, sessionTagsProblem } from './role-session';

const MAX_TEXT_LENGTH = 256;
const MAX_DESCRIPTION_LENGTH = 1000;
/** AWS's limit for ARNs of parameters, which are the longest references. */
const MAX_REFERENCE_LENGTH = 2048;

export const FORM_CODES = [
  'REQUIRED',
  'EMPTY',
  'WRONG_TYPE',
  'TOO_LONG',
  'FORBIDDEN_CHARACTER',
  'SPACE_AROUND',
  'INVALID',
  'OUT_OF_RANGE',
  'LOOKS_LIKE_A_PASSWORD',
  'UNKNOWN_FIELD',
  'FORBIDDEN_KEY',
] as const;
export type FormCode = (typeof FORM_CODES)[number];

/** Why a form may not write a value: what is wrong and what to do. */
export interface Problem {
  readonly code: FormCode;
  readonly message: string;
}

export interface RuleContext {
  /** Absent for types without a table. */
  readonly connector?: Connector;
  readonly realm: string;
  readonly method: LoginMethod;
  /** The value is stored already and stays as it is: no limit of length, see `isKept`. */
  readonly kept?: boolean;
}

type FieldRule = (value: unknown, field: Field, context: RuleContext) => Problem | undefined;
type TextRule = (text: string, field: Field, context: RuleContext) => Problem | undefined;

/** What is wrong with a value that is present, by the kind of its field; undefined when a form may write it. */
export function fieldProblem(value: unknown, field: Field, context: RuleContext): Problem | undefined {
  return RULES[field.kind](value, field, context);
}

const RULES: Readonly<Record<FieldKind, FieldRule>> = {
  boolean: (value) =>
    typeof value === 'boolean'
      ? undefined
      : problem('WRONG_TYPE', `Set it to true or false, not ${shown(value)}.`),
  port: portProblem,
  'conn-id': text((value) => invalid(connIdProblem(value))),
  type: text((value, _, { connector }) =>
    value === connector?.type
      ? undefined
      : problem(
          'INVALID',
          `The type is "${echo(value)}". Here it must be ${connector?.type}, in lower case.`,
        ),
  ),
  text: text(() => undefined),
  'long-text': longText,
  host: text((value) => {
    const host = checkHost(value);
    return host.ok ? undefined : problem('INVALID', host.message);
  }),
  database: text((value, _, { method }) => (method === 'iam' ? invalid(iamNameProblem(value)) : undefined)),
  user: text((value, _, { method }) => (method === 'iam' ? invalid(iamNameProblem(value)) : undefined)),
  'cluster-id': text((value) => invalid(clusterIdProblem(value))),
  workgroup: text((value) => invalid(workgroupProblem(value))),
  'role-arn': text((value) => invalid(roleArnProblem(value))),
  region: text((value) => invalid(regionProblem(value))),
  tags: tagsProblem,
  'ssm-parameter': parameterProblem,
  'secret-id': secretProblem,
  duration: text(durationProblem),
  choice: text((value, field) => {
    const values = field.choices?.map((choice) => choice.value) ?? [];
    return values.includes(value)
      ? undefined
      : problem('INVALID', `"${echo(value)}" is not available. Choose ${values.join(' or ')}.`);
  }),
};

/** The rules for every text of one line, then the kind's own. */
function text(rule: TextRule): FieldRule {
  return (value, field, context) => {
    if (typeof value !== 'string') return problem('WRONG_TYPE', `Enter text, not ${shown(value)}.`);
    if (value === '') return problem('EMPTY', 'Enter a value, or leave the field out.');
    // Identifiers have their own limit and say so.
    if (value.length > MAX_TEXT_LENGTH && field.kind !== 'conn-id' && !context.kept)
      return tooLong(value, MAX_TEXT_LENGTH);
    if (isUnstorable(value) || hasControl(value)) return FORBIDDEN_CHARACTER;
    if (value.trim() !== value) return problem('SPACE_AROUND', 'Remove the spaces around the value.');
    return rule(value, field, context);
  };
}

function longText(value: unknown, _: Field, { kept }: RuleContext): Problem | undefined {
  if (typeof value !== 'string') return problem('WRONG_TYPE', `Enter text, not ${shown(value)}.`);
  if (value === '') return problem('EMPTY', 'Enter a value, or leave the field out.');
  if (value.length > MAX_DESCRIPTION_LENGTH && !kept) return tooLong(value, MAX_DESCRIPTION_LENGTH);
  return isUnstorable(value) || hasControl(value.replace(/[\t\r\n]/g, '')) ? FORBIDDEN_CHARACTER : undefined;
}

function portProblem(value: unknown): Problem | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    return problem('WRONG_TYPE', `${shown(value)} is no whole number. Enter digits only, such as 5439.`);
  }
  if (value >= 1 && value <= 65_535) return undefined;
  return problem('OUT_OF_RANGE', `${value} is no port. Enter a number from 1 to 65535.`);
}

/** No message repeats the value: it may be the password itself. */
function parameterProblem(value: unknown, _: Field, { realm }: RuleContext): Problem | undefined {
  const example = `such as /lava/${realm}/warehouse/password`;
  if (looksLikePassword(value)) {
    return problem(
      'LOOKS_LIKE_A_PASSWORD',
      `This looks like a password. Put it into an SSM SecureString parameter and enter the parameter's name, ${example}.`,
    );
  }
  if (typeof value !== 'string')
    return problem('WRONG_TYPE', `Enter the name of an SSM parameter, ${example}.`);
  if (value.trim() === '') return problem('EMPTY', `Enter the name of an SSM parameter, ${example}.`);
  if (value.length > MAX_REFERENCE_LENGTH) return tooLong(value, MAX_REFERENCE_LENGTH);
  if (value.trim() !== value) return problem('SPACE_AROUND', 'Remove the spaces around the name.');
  if (/\/(?:\/|$)/.test(value))
    return problem(
      'INVALID',
      `This path has an empty part. Enter the whole name of a parameter, ${example}.`,
    );
  if (isParameterName(value) && (!value.includes('/') || /^(?:\/|arn:)/.test(value))) return undefined;
  return problem('INVALID', `The name of a parameter with slashes starts with one, ${example}.`);
}

function secretProblem(value: unknown, _: Field, { realm }: RuleContext): Problem | undefined {
  const example = `such as /lava/${realm}/warehouse`;
  if (looksLikeSecretValue(value)) {
    return problem(
      'LOOKS_LIKE_A_PASSWORD',
      `This looks like a credential. Put it into Secrets Manager and enter the secret's name, ${example}.`,
    );
  }
  if (typeof value !== 'string')
    return problem('WRONG_TYPE', `Enter the name or ARN of a secret, ${example}.`);
  if (value.trim() === '') return problem('EMPTY', `Enter the name or ARN of a secret, ${example}.`);
  if (value.trim() !== value) return problem('SPACE_AROUND', 'Remove the spaces around the name.');
  if (value === realmPrefix(realm))
    return problem(
      'INVALID',
      `This is where the realm keeps its secrets. Enter the name of one, ${example}.`,
    );
  return isSecretName(value) ? undefined : problem('INVALID', `This is no name of a secret, ${example}.`);
}

function tagsProblem(value: unknown): Problem | undefined {
  const message = sessionTagsProblem(value);
  return message === undefined ? undefined : problem('INVALID', message);
}

/** Stricter than lava: only what its documentation names and AWS takes. */
function durationProblem(value: string): Problem | undefined {
  const seconds = /^\d+(?:\.\d+)?[smh]$/.test(value) ? parseDuration(value) : null;
  if (seconds === null) {
    return problem(
      'INVALID',
      `"${echo(value)}" is no duration. Enter a number with s, m or h, such as 15m or 1h.`,
    );
  }
  if (isAllowedDuration(seconds)) return undefined;
  return problem(
    'OUT_OF_RANGE',
    `${describeDuration(seconds)} is outside what AWS allows. Enter ${describeDuration(MIN_DURATION_SECONDS)} to ${describeDuration(MAX_DURATION_SECONDS)}, such as 15m or 1h.`,
  );
}

const FORBIDDEN_CHARACTER: Problem = problem(
  'FORBIDDEN_CHARACTER',
  'The value holds a control character. Type it instead of pasting it.',
);

function tooLong(value: string, limit: number): Problem {
  return problem(
    'TOO_LONG',
    `The value has ${value.length.toLocaleString('en')} characters. Use at most ${limit.toLocaleString('en')}.`,
  );
}

function invalid(message: string | undefined): Problem | undefined {
  return message === undefined ? undefined : problem('INVALID', message);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `"${echo(value)}"` : echo(value);
}

function problem(code: FormCode, message: string): Problem {
  return { code, message };
}
