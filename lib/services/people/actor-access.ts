import { EVERYWHERE } from '../../auth/actor';
import { allows, PERMISSIONS, type Permission, type Role } from '../../auth/permissions';
import { prisma } from '../../db/prisma';
import type { ServiceContext } from '../context';

/** What the acting person may do, for pages to show; the services decide by themselves. Plain JSON. */
export interface ActorAccess {
  /** By realm, and under `*` for what belongs to no realm. */
  readonly places: Readonly<Record<string, PlaceAccess>>;
  /** The least role of each permission. */
  readonly needs: Readonly<Record<Permission, Role>>;
}

interface PlaceAccess {
  readonly role: Role | null;
  readonly may: readonly Permission[];
  /** Changes wait for the approval of another editor. */
  readonly fourEyes: boolean;
  /** There are requests to decide: four eyes may have been switched off since they were made. */
  readonly openRequests: boolean;
}

const ALL: readonly Permission[] = Object.keys(PERMISSIONS).filter(
  (name): name is Permission => name in PERMISSIONS,
);

/** The acting person's roles and what they carry, in the realms that they know. */
export async function actorAccess(context: ServiceContext): Promise<ActorAccess> {
  const realms = await prisma().realm.findMany({
    select: {
      name: true,
      fourEyes: true,
      _count: { select: { changeRequests: { where: { state: 'open' } } } },
    },
  });
  const everywhere = { name: EVERYWHERE, fourEyes: false, _count: { changeRequests: 0 } };
  const known = [everywhere, ...realms].map(({ name, fourEyes, _count }) => {
    const role = context.actor.roleIn(name);
    const may = ALL.filter((one) => allows(role, one));
    return [name, { role, may, fourEyes, openRequests: _count.changeRequests > 0 }] as const;
  });
  return {
    places: Object.fromEntries(known.filter(([name, { role }]) => role !== null || name === EVERYWHERE)),
    needs: Object.fromEntries(ALL.map((name) => [name, PERMISSIONS[name].role])) as Record<Permission, Role>,
  };
}
