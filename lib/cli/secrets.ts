import { Secret } from '../connectors/secret';
import { has, type Spec } from '../connectors/spec';
import { mayBeShown } from '../resolution/parameter-name';

const HIDDEN = '[secret]';

/** A resolved specification with its secrets as they are. */
export function revealed(spec: Spec): Spec {
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) => [key, value instanceof Secret ? plain(value) : value]),
  );
}

function plain(secret: Secret): unknown {
  return secret.form === 'json' ? JSON.parse(secret.reveal()) : secret.reveal();
}

/**
 * A resolved specification with `[secret]` for its password, an empty one too, and for an `external_id` that may be
 * the id itself instead of the name of its parameter.
 */
export function withoutSecrets(spec: Spec): Spec {
  return {
    ...spec,
    ...(has(spec, 'password') && { password: HIDDEN }),
    ...(has(spec, 'external_id') && !mayBeShown(spec.external_id) && { external_id: HIDDEN }),
  };
}
