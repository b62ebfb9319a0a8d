/** The name of a role or an IAM user, which its ARN ends with. */
export function roleName(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}
