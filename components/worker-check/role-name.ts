/** The name of a role, which its ARN ends with. */
export function roleName(arn: string): string {
  return arn.slice(arn.indexOf(':role/') + ':role/'.length);
}
