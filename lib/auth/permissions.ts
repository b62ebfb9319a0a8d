/** Roles, from least to most. */
export const ROLES = ['viewer', 'tester', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** The least role that each thing takes. */
export const PERMISSIONS = {
  'connection:read': 'viewer',
  'connection:test': 'tester',
  'connection:write': 'editor',
  'credential:mint': 'tester',
  'lava:pull': 'editor',
  'lava:publish': 'editor',
  'realm:write': 'admin',
  'settings:write': 'admin',
} as const satisfies Record<string, Role>;
export type Permission = keyof typeof PERMISSIONS;

/** Whether the role carries the permission. */
export function allows(role: Role | null, permission: Permission): boolean {
  return role !== null && ROLES.indexOf(role) >= ROLES.indexOf(PERMISSIONS[permission]);
}
