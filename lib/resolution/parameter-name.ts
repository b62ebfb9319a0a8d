/**
 * Whether a value given as the name of an SSM parameter may be repeated in a message: a path of two parts or more, or
 * an ARN. Anything else may be the password itself, put there by mistake.
 */
export function mayBeShown(name: unknown): name is string {
  return typeof name === 'string' && /^(\/[\w.-]+){2,}$|^arn:[\w-]+:ssm:/.test(name);
}
