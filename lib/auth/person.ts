import { type Db, Sql } from '../db/prisma';
import { type Actor, roleOf } from './actor';
import { groupRolesCount } from './group-roles';
import { hasSandboxPeople, isSandboxPerson } from './sandbox-people';

/** A person as the store has them, with the roles. */
export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly disabledAt: Date | null;
  readonly groupsToldAt: Date | null;
  readonly grants: readonly {
    readonly role: string;
    readonly source: string;
    readonly realm: string | null;
  }[];
}

/** A person of "User" `u` with the roles, as columns of one statement: every request asks for them. */
export const PERSON = Sql.sql`
  u."id", u."name", u."email", u."disabledAt", u."groupsToldAt",
  (select coalesce(json_agg(json_build_object('role', g."role", 'source', g."source", 'realm', r."name")), '[]')
   from "RoleGrant" g left join "Realm" r on r."id" = g."realmId" where g."userId" = u."id") as "grants"`;

/** The person as somebody who acts: roles that a group gave count for a while only. */
export function actorOf({ id, name, grants, groupsToldAt }: PersonRow): Actor {
  const groupsCount = groupRolesCount(groupsToldAt);
  const held = grants.filter(({ source }) => source !== 'group' || groupsCount);
  return { id, name, roleIn: (realm) => roleOf(held, realm) };
}

/** Whether the person is let in at all. */
export function mayComeIn({ disabledAt, email }: PersonRow): boolean {
  return disabledAt === null && (!isSandboxPerson(email) || hasSandboxPeople());
}

/** The person of this id as they are now; undefined: nobody, or nobody who is let in. */
export async function findActor(db: Db, id: string): Promise<Actor | undefined> {
  const [person] = await db.$queryRaw<PersonRow[]>`select ${PERSON} from "User" u where u."id" = ${id}::uuid`;
  return person && mayComeIn(person) ? actorOf(person) : undefined;
}
