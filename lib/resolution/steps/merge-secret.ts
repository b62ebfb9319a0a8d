import { looksLikeSecretValue } from '../../connectors/password-shape';
import { Secret } from '../../connectors/secret';
import { SECRET_KEYS } from '../../connectors/secret-keys';
import type { Draft } from '../draft';
import { explainRefusal, refusedAs } from '../explain-refusal';
import type { Source } from '../resolution';
import { failed, passed, type Step, shown } from '../step';

/**
 * `secret`: when the key `secret_id` is present, lava always reads the secret and fills the fields whose keys are
 * absent from the spec. An empty or null value in the spec wins; a null in the secret is copied.
 */
export const mergeSecret: Step = {
  needed: (draft) => draft.has('secret_id'),

  async run(draft, { aws, signal }) {
    const secretId = draft.get('secret_id');
    if (typeof secretId !== 'string' || secretId === '') {
      return failed(
        'SECRET_ID_INVALID',
        `\`secret_id\` is ${secretId === '' ? 'empty' : 'not text'}, so it names no secret.`,
        'Put the name or ARN of a secret there, or remove `secret_id`.',
        'secret_id',
      );
    }
    const what = `The secret ${shown(secretId)}`;
    const text = await aws.getSecretString(secretId, signal);
    if (!text) {
      return failed(
        'SECRET_BINARY',
        `${what} is binary; lava needs text.`,
        'Store the login as JSON text in the secret.',
        'secret_id',
      );
    }
    const secret = parse(text);
    if (secret === NOT_JSON) {
      return failed('SECRET_NOT_JSON', `${what} is not JSON.`, JSON_HINT, 'secret_id');
    }
    if (!isObject(secret)) {
      return failed('SECRET_NOT_OBJECT', `${what} is JSON, but not an object.`, JSON_HINT, 'secret_id');
    }
    const { filled, unused } = merge(draft, secretId, secret);
    return passed(
      filled.length > 0 ? `${what} filled ${list(filled)}.` : `${what} was read but filled nothing.`,
      { filled, unused },
    );
  },

  refused(refusal, draft, { region }) {
    const name = draft.get('secret_id');
    const what = looksLikeSecretValue(name)
      ? 'the secret that `secret_id` names'
      : `the secret ${shown(name)}`;
    if (refusal.awsCode === 'ResourceNotFoundException') {
      return refusedAs(
        refusal,
        'SECRET_NOT_FOUND',
        `${what.replace('the', 'The')} does not exist${region ? ` in ${region}` : ''}, or has no current version.`,
        'Create it, or correct `secret_id`.',
        'secret_id',
      );
    }
    if (refusal.awsCode === 'InvalidRequestException') {
      return refusedAs(
        refusal,
        'SECRET_UNAVAILABLE',
        `${what.replace('the', 'The')} cannot be read now; most likely it is marked for deletion.`,
        'Restore the secret, or name another one in `secret_id`.',
        'secret_id',
      );
    }
    return explainRefusal(refusal, {
      service: 'secretsmanager',
      what,
      permission: 'secretsmanager:GetSecretValue',
      field: 'secret_id',
    });
  },
};

const JSON_HINT =
  'Store an object such as {"username": …, "password": …, "host": …, "port": …, "dbname": …}.';

const NOT_JSON = Symbol('not JSON');

/**
 * Of a key given twice the last one counts, in `JSON.parse` as in lava. The error would quote the secret: it goes.
 * What is nested too deep to be written back is too deep for lava to read, too.
 */
function parse(text: Secret): unknown {
  try {
    const value: unknown = JSON.parse(text.reveal());
    JSON.stringify(value);
    return value;
  } catch {
    return NOT_JSON;
  }
}

/** An empty list has no keys either: lava takes it as an empty object. */
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && (!Array.isArray(value) || value.length === 0);
}

function merge(draft: Draft, secretId: string, secret: object): { filled: string[]; unused: string[] } {
  const values = new Map<string, unknown>(Object.entries(secret));
  const filled: string[] = [];
  const unused: string[] = [];
  for (const { secretKey: key, field } of SECRET_KEYS) {
    if (!values.has(key)) continue;
    const source: Source = { source: 'secret', secretId, key };
    if (draft.has(field)) {
      draft.shadow(field, source);
      unused.push(field);
      continue;
    }
    const value = values.get(key);
    draft.put(field, field === 'password' ? hidden(value) : value, source);
    if (field === 'password') draft.credentials = { method: 'secret', expiresAt: null };
    filled.push(field);
  }
  return { filled, unused };
}

/** As it is, like every other value: a null is a password that is present, and a number none that a driver takes. */
function hidden(password: unknown): Secret | null {
  if (password === null) return null;
  return typeof password === 'string' ? new Secret(password) : new Secret(JSON.stringify(password), 'json');
}

function list(fields: readonly string[]): string {
  return fields.map((field) => `\`${field}\``).join(', ');
}
