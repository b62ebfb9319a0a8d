const DAY_MS = 86_400_000;
/** Roles that a person's groups gave count for so long after the company's sign-in last told of the groups. */
const GROUP_ROLES_DAYS = 30;

/**
 * Whether the roles that a person's groups gave still count. A token, or a passkey, works without the company being
 * asked: who left a group there would keep its roles.
 */
export function groupRolesCount(groupsToldAt: Date | null): boolean {
  return groupsToldAt !== null && Date.now() - groupsToldAt.getTime() < GROUP_ROLES_DAYS * DAY_MS;
}
