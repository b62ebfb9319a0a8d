import { isTruthy } from './python-values';
import { has, type Spec } from './spec';

/** Which fields of a type lava takes for the names of SSM parameters and secrets, lava 8.2.0 (`lava/connection/*.py`). */
interface TypeReferences {
  readonly parameters: readonly string[];
  /** Whether it merges the secret in `secret_id`; the others accept that field and never read it. */
  readonly secret?: true;
  /** When the parameters are read; absent: whenever they are there. */
  readonly when?: (spec: Spec, key: string) => boolean;
}

const SSH: TypeReferences = { parameters: ['ssh_key'] };

/** lava's types that are no databases. */
const REFERENCES: Readonly<Record<string, TypeReferences>> = {
  // Keys win over a role, whose external ID is then not asked for.
  aws: {
    parameters: ['access_keys', 'external_id'],
    when: (spec, key) => key === 'access_keys' || assumesRole(spec),
  },
  docker: { parameters: ['password'], when: (spec) => !isEcr(spec.registry) },
  // Only SMTP logs in, and only with a user.
  email: { parameters: ['password'], when: (spec) => isTruthy(spec.user) },
  generic: { parameters: [] },
  git: SSH,
  scp: SSH,
  ses: { parameters: [] },
  sftp: SSH,
  sharepoint: { parameters: ['password', 'client_secret'] },
  // The webhook's address stands in the spec itself.
  slack: { parameters: [] },
  smb: { parameters: ['password'], secret: true },
  ssh: SSH,
};

/** Every field that is the name of a parameter in some type without a table here. */
export const PARAMETER_KEYS: readonly string[] = [
  ...new Set(Object.values(REFERENCES).flatMap(({ parameters }) => parameters)),
];

/** What lava reads for a connection that is no database: the fields, and the names that `generic` attributes hold. */
export function otherReferences(spec: Spec): {
  readonly parameters: readonly string[];
  readonly attributes: readonly string[];
  readonly secret: boolean;
} {
  const type = typeof spec.type === 'string' ? spec.type.toLowerCase() : '';
  const references = Object.hasOwn(REFERENCES, type) ? REFERENCES[type] : undefined;
  const { parameters = [], secret = false, when = () => true } = references ?? {};
  return {
    parameters: parameters.filter((key) => has(spec, key) && when(spec, key)),
    attributes: type === 'generic' ? attributeParameters(spec.attributes) : [],
    secret: secret && has(spec, 'secret_id'),
  };
}

/** Whether an `aws` connection assumes its role. */
export function assumesRole(spec: Spec): boolean {
  return has(spec, 'role_arn') && !has(spec, 'access_keys');
}

/** Whether a docker registry is AWS's own, which is logged in to with the worker's credentials. */
export function isEcr(registry: unknown): boolean {
  return typeof registry === 'string' && (registry === 'ecr' || registry.startsWith('ecr:'));
}

function attributeParameters(attributes: unknown): string[] {
  if (typeof attributes !== 'object' || attributes === null || Array.isArray(attributes)) return [];
  const names = Object.values(attributes).flatMap((attribute: unknown): string[] => {
    if (typeof attribute !== 'object' || attribute === null) return [];
    const { type, parameter }: { type?: unknown; parameter?: unknown } = attribute;
    return type === 'ssm' && typeof parameter === 'string' ? [parameter] : [];
  });
  return [...new Set(names)];
}
