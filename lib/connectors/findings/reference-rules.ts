import { echo } from '../echo';
import type { FindingContext } from '../finding';
import { otherReferences } from '../lava-references';
import { isUsableReference } from '../login-way';
import { looksLikePassword, looksLikeSecretValue } from '../password-shape';
import { isSecretItself, referenceKeys } from '../reference-keys';
import { parameterName, realmKmsAlias, realmPrefix, secretName } from '../references';
import { SECRET_KEYS } from '../secret-keys';
import { has, type Spec } from '../spec';
import { finding, NOTHING, type Rule, type Subject } from './rule';

export const looksLikeAPassword: Rule = ({ spec, connector }) => [
  ...(looksLikePassword(spec.password)
    ? finding(
        'LOOKS_LIKE_A_PASSWORD',
        'high',
        'password',
        'The value of `password` looks like a password, not like the name of an SSM parameter. Put it into a SecureString parameter, name that here, and change the password: it may have been seen.',
      )
    : NOTHING),
  ...(looksLikeSecretValue(spec.secret_id)
    ? finding(
        'LOOKS_LIKE_A_PASSWORD',
        'high',
        'secret_id',
        'The value of `secret_id` looks like a credential, not like the name of a secret. Put it into Secrets Manager, name that secret here, and replace the credential: it may have been seen.',
      )
    : NOTHING),
  ...referenceKeys(spec, connector)
    .filter((key) => key !== 'password' && key !== 'secret_id')
    .filter((key) => has(spec, key) && isSecretItself(key, spec[key]))
    .flatMap((key) =>
      finding(
        'LOOKS_LIKE_A_PASSWORD',
        'high',
        key,
        `The value of \`${key}\` looks like a credential, not like the name of an SSM parameter. Put it into a parameter, name that here, and replace the credential: it may have been seen.`,
      ),
    ),
];

/** lava posts to the address as it stands in the spec: it has no way to keep this secret anywhere else. */
export const slackWebhook: Rule = ({ spec }) => {
  const { type, webhook_url: address } = spec;
  if (typeof type !== 'string' || type.toLowerCase() !== 'slack' || address === undefined) return NOTHING;
  if (typeof address === 'string' && /^https?:\/\//i.test(address)) {
    return finding(
      'SECRET_IN_SPEC',
      'medium',
      'webhook_url',
      'Whoever knows the address in `webhook_url` can post to the channel, and lava reads it from the specification itself. Let few people read it here and in lava’s table, and make a new address in Slack when it got known.',
    );
  }
  return finding(
    'WEBHOOK_NOT_A_URL',
    'high',
    'webhook_url',
    'lava posts to `webhook_url` as it stands here, which is no address; it looks up no parameter of that name. Enter the address that Slack gave.',
  );
};

export const ssmOutsideRealm: Rule = (subject) => [
  ...passwordOutsideRealm(subject),
  ...othersOutsideRealm(subject),
];

const othersOutsideRealm: Rule = (subject) => {
  const { spec, connector } = subject;
  const { parameters, attributes } = otherReferences(spec);
  const external = connector?.fields.some(({ name }) => name === 'external_id') && has(spec, 'role_arn');
  return [
    ...(external ? outsideRealm(subject, 'external_id', spec.external_id) : NOTHING),
    ...parameters.filter((key) => key !== 'password').flatMap((key) => outsideRealm(subject, key, spec[key])),
    ...attributes.flatMap((name) => outsideRealm(subject, 'attributes', name)),
  ];
};

function outsideRealm({ context }: Subject, field: string, name: unknown): ReturnType<Rule> {
  if (context.realm === undefined || !isUsableReference(name) || looksLikePassword(name)) return NOTHING;
  const prefix = realmPrefix(context.realm);
  if (parameterName(name).startsWith(prefix)) return NOTHING;
  return finding(
    'SSM_OUTSIDE_REALM',
    'high',
    field,
    `The parameter \`${echo(name)}\` is not under \`${prefix}\`, where the realm's workers may read. Move it there, or grant it to the workers on purpose.`,
  );
}

const passwordOutsideRealm: Rule = (subject) => {
  const { spec } = subject;
  if (!has(spec, 'password') || looksLikePassword(spec.password)) return NOTHING;
  if (!isUsableReference(spec.password)) {
    return finding(
      'SSM_OUTSIDE_REALM',
      'high',
      'password',
      '`password` is present but names no SSM parameter, so lava fails before it asks AWS. Name one, or remove the field.',
    );
  }
  return outsideRealm(subject, 'password', spec.password);
};

export const ssmNotSecure: Rule = ({ spec, context }) => {
  const type = parameterOf(spec, context)?.type;
  if (type === undefined || type === 'SecureString') return NOTHING;
  return finding(
    'SSM_NOT_SECURE',
    'high',
    'password',
    `The parameter is a ${echo(type)}: its value is stored unencrypted. Create it anew as a SecureString.`,
  );
};

export const ssmWrongKey: Rule = ({ spec, context }) => {
  const parameter = parameterOf(spec, context);
  const alias = context.kmsAlias ?? (context.realm === undefined ? undefined : realmKmsAlias(context.realm));
  if (parameter?.type !== 'SecureString' || parameter.keyId === undefined || alias === undefined)
    return NOTHING;
  if (parameter.keyId === alias || parameter.keyId.endsWith(`:${alias}`)) return NOTHING;
  return finding(
    'SSM_WRONG_KEY',
    'medium',
    'password',
    `The parameter is encrypted under \`${echo(parameter.keyId)}\`, not by the name \`${alias}\`, the key workers may use. Unless both are the same key, encrypt it anew.`,
  );
};

export const secretOutsideRealm: Rule = ({ spec, context }) => {
  if (!has(spec, 'secret_id') || looksLikeSecretValue(spec.secret_id)) return NOTHING;
  if (!isUsableReference(spec.secret_id)) {
    return finding(
      'SECRET_OUTSIDE_REALM',
      'high',
      'secret_id',
      '`secret_id` is present but names no secret, so lava fails. Name one, or remove the field.',
    );
  }
  if (context.realm === undefined) return NOTHING;
  const prefix = realmPrefix(context.realm);
  if (secretName(spec.secret_id).startsWith(prefix)) return NOTHING;
  return finding(
    'SECRET_OUTSIDE_REALM',
    'high',
    'secret_id',
    `The secret \`${echo(spec.secret_id)}\` is not named \`${prefix}…\`, where the realm's workers may read. Rename it, or grant it to the workers on purpose.`,
  );
};

export const passwordShadowsSecret: Rule = ({ spec }) => {
  if (!has(spec, 'password') || !has(spec, 'secret_id')) return NOTHING;
  const unused = SECRET_KEYS.filter(({ field }) => has(spec, field)).map(
    ({ secretKey }) => `\`${secretKey}\``,
  );
  return finding(
    'PASSWORD_SHADOWS_SECRET',
    'medium',
    'password',
    `The secret is read, but its ${unused.join(', ')} ${unused.length === 1 ? 'is' : 'are'} never used: the fields given here win. Remove \`password\` to use the secret's, or \`secret_id\` if nothing of the secret is wanted.`,
  );
};

/** A secret that could still fill the description adds nothing worth a call to AWS either. */
export const secretAddsNothing: Rule = ({ spec, type }) => {
  if (!has(spec, 'secret_id')) return NOTHING;
  const wanted = SECRET_KEYS.filter(
    ({ purpose }) => purpose === 'login' || (purpose === 'oracle' && type?.dialect === 'oracle'),
  );
  if (!wanted.every(({ field }) => has(spec, field))) return NOTHING;
  return finding(
    'SECRET_ADDS_NOTHING',
    'medium',
    'secret_id',
    'Every field the secret could supply is given here, yet lava reads it each time and fails when it cannot. Remove `secret_id`, or the fields the secret should supply.',
  );
};

function parameterOf(spec: Spec, context: FindingContext): FindingContext['parameter'] {
  return has(spec, 'password') ? context.parameter : undefined;
}
