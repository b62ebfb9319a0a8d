/** Reading the references of a spec: names and ARNs of SSM parameters and Secrets Manager secrets. */

const PARAMETER_ARN = /^arn:[^:]+:ssm:[^:]*:[^:]*:parameter(\/.*)$/;
const SECRET_ARN = /^arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:(.*)$/;

/** The parameter's name: out of an ARN where it is one, without the `:version` or `:label` AWS allows behind it. */
export function parameterName(reference: string): string {
  const path = PARAMETER_ARN.exec(reference)?.[1] ?? reference;
  return path.startsWith('arn:') ? path : path.replace(/:[^:/]*$/, '');
}

/** The secret's name: out of an ARN where it is one, with the six random characters AWS adds still on it. */
export function secretName(reference: string): string {
  return SECRET_ARN.exec(reference)?.[1] ?? reference;
}

/** Where a realm keeps its parameters and secrets, by lava's convention; workers may read nothing else by default. */
export function realmPrefix(realm: string): string {
  return `/lava/${realm}/`;
}

/** The alias of a realm's own KMS key, by lava's convention. */
export function realmKmsAlias(realm: string): string {
  return `alias/lava-${realm}-sys`;
}
