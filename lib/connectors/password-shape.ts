/**
 * Telling the name of an SSM parameter from the password itself. A name is made of letters, digits and `_.-/`, at
 * most 2048 of them (AWS), perhaps with `:version` or `:label` behind, or is the ARN of a parameter.
 */
const PARAMETER_NAME = /^[A-Za-z0-9_.\-/]{1,2048}(?::[A-Za-z0-9_.-]{1,100})?$/;
const PARAMETER_ARN =
  /^arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter\/[A-Za-z0-9_.\-/]{1,2048}(?::[A-Za-z0-9_.-]+)?$/;
const SECRET_NAME = /^[A-Za-z0-9/_+=.@-]{1,512}$/;
const SECRET_ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]{1,519}$/;

/** AWS access key ids start with one of a few prefixes; the two of credentials in use are these. */
const ACCESS_KEY_ID = /(?:AKIA|ASIA)[A-Z0-9]{16}/;
const SECRET_ACCESS_KEY = /^[A-Za-z0-9+/]{40}$/;

/** Shorter parts are words as often as passwords. */
const MIN_RANDOM_LENGTH = 12;
/** Redshift takes no shorter password. */
const MIN_PASSWORD_LENGTH = 8;
/** The average length of words and numbers: names keep above it, random text below. Short text varies more. */
const RANDOM_RUN = { short: 2.5, long: 3 } as const;
const LONG_TEXT = 16;

/** Whether the text is written like the name or ARN of an SSM parameter. */
export function isParameterName(text: string): boolean {
  return PARAMETER_NAME.test(text) || PARAMETER_ARN.test(text);
}

/** Whether the text is written like the name or ARN of a Secrets Manager secret. */
export function isSecretName(text: string): boolean {
  return SECRET_NAME.test(text) || SECRET_ARN.test(text);
}

/**
 * Whether something was typed into `password` that is the secret itself rather than a parameter's name: text SSM
 * could not use as a name, an AWS access key, a random-looking string, or what Redshift asks of a password: upper case,
 * lower case and digits, which names have in practice only behind a `/`. White space around a name does not count, nor
 * does an empty value; a number does. A password of lower-case words cannot be told from a name.
 */
export function looksLikePassword(value: unknown): boolean {
  if (typeof value === 'number') return true;
  if (typeof value !== 'string' || value.trim() === '') return false;
  const text = value.trim();
  return !isParameterName(text) || looksLikeCredential(text) || keepsPasswordRules(text);
}

/** Whether the text, without a version or label behind it, could be a password of Redshift and has no path. */
function keepsPasswordRules(text: string): boolean {
  const name = text.replace(/:[^:]*$/, '');
  return !text.includes('/') && name.length >= MIN_PASSWORD_LENGTH && isMixed(name);
}

/** The same for `secret_id`: text that can be no secret's name, or that looks like a credential. */
export function looksLikeSecretValue(value: unknown): boolean {
  if (typeof value === 'number') return true;
  if (typeof value !== 'string' || value.trim() === '') return false;
  const text = value.trim();
  return !isSecretName(text) || looksLikeCredential(text);
}

function looksLikeCredential(text: string): boolean {
  if (text.startsWith('arn:')) return false;
  if (ACCESS_KEY_ID.test(text)) return true;
  if (text.includes('/')) {
    // Base64 has slashes too, but the name of a parameter with slashes always starts with one.
    return SECRET_ACCESS_KEY.test(text) && (text.startsWith('/') ? hasRandomPart(text) : isMixed(text));
  }
  return hasRandomPart(text);
}

/** Whether something between two separators is long and consists of no words. */
function hasRandomPart(text: string): boolean {
  return text.split(/[/._:+=@-]/).some((part) => part.length >= MIN_RANDOM_LENGTH && isRandom(part));
}

/** Whether upper case, lower case and digits all occur. */
function isMixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
}

/** Whether upper case, lower case and digits change so often that the text consists of no words. */
function isRandom(text: string): boolean {
  const runs = text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
  return text.length / runs.length < (text.length < LONG_TEXT ? RANDOM_RUN.short : RANDOM_RUN.long);
}
