/** Roles, from least to most; each may do what those before it may. */
export const ROLES = ['viewer', 'tester', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

interface PermissionRow {
  /** The least role that it takes. */
  readonly role: Role;
  /** What it lets people do, for people. */
  readonly sentence: string;
  /** It takes the role in every realm, not in one. */
  readonly everywhere?: true;
}

/** Who may do what. The checks, the buttons, the page about roles and the test of every request come from this table. */
export const PERMISSIONS = {
  'connection:read': {
    role: 'viewer',
    sentence: 'See the connections of a realm, their tests, jobs, credentials and findings, and export them.',
  },
  'connection:test': {
    role: 'tester',
    sentence: 'Test connections, check what a worker could reach, and look at the realm’s AWS access.',
  },
  'credential:mint': {
    role: 'tester',
    sentence: 'Obtain temporary credentials ahead of time, and have them forgotten.',
  },
  'connection:write': {
    role: 'editor',
    sentence:
      'Create, change, duplicate, enable, disable, delete, restore and import connections, and test drafts that go to another host.',
  },
  'change:decide': {
    role: 'editor',
    sentence: 'Approve or refuse changes that somebody else asked for, where a realm takes four eyes.',
  },
  'lava:pull': {
    role: 'editor',
    sentence: 'Pull lava’s table, take over what it holds, and settle conflicts with it.',
  },
  'lava:publish': { role: 'editor', sentence: 'Publish connections to lava’s table.' },
  'realm:write': {
    role: 'admin',
    sentence:
      'Change the other settings of a realm, see who has access to it, revoke its API tokens, and delete it.',
  },
  'realm:create': {
    role: 'admin',
    sentence: 'Create realms, and lead them to another AWS account, region, role or table.',
    everywhere: true,
  },
  'settings:write': {
    role: 'admin',
    sentence: 'Switch the testing of connections off and on for the whole console.',
    everywhere: true,
  },
  'activity:read': {
    role: 'admin',
    sentence: 'See who did what in all realms, who signed in, and where requests came from.',
    everywhere: true,
  },
  'people:write': {
    role: 'admin',
    sentence: 'See all people, invite and disable them, and give and take roles.',
    everywhere: true,
  },
} as const satisfies Record<string, PermissionRow>;
export type Permission = keyof typeof PERMISSIONS;

/** Whether the role carries the permission. */
export function allows(role: Role | null, permission: Permission): boolean {
  return role !== null && ROLES.indexOf(role) >= ROLES.indexOf(PERMISSIONS[permission].role);
}
