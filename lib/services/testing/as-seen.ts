import { prisma } from '../../db/prisma';
import { deleteConnections } from '../connections/delete-connections';
import { deletedConnections } from '../connections/deleted-connections';
import { restoreConnections } from '../connections/restore-connections';
import { setEnabled } from '../connections/set-enabled';
import type { ServiceContext } from '../context';
import { deleteRealm } from '../realms/delete-realm';

type Several = { readonly realm: string; readonly connIds: string[] };

/** The versions of connections as somebody sees them who looks now. */
async function versionsNow({ realm, connIds }: Several): Promise<Record<string, number>> {
  const rows = await prisma().connection.findMany({
    where: { realm: { name: realm }, connId: { in: connIds } },
    select: { connId: true, version: true },
  });
  return Object.fromEntries(rows.map(({ connId, version }) => [connId, version]));
}

/** Enables or disables connections as they are now. */
export async function setEnabledNow(
  context: ServiceContext,
  input: Several & { readonly enabled: boolean; readonly note?: string },
) {
  return setEnabled(context, { ...input, versions: await versionsNow(input) });
}

/** Deletes connections as they are now. */
export async function deleteNow(
  context: ServiceContext,
  input: Several & { readonly confirmation?: string; readonly note?: string },
) {
  return deleteConnections(context, { ...input, versions: await versionsNow(input) });
}

/** Restores connections whose newest deletions are looked at now. */
export async function restoreNow(context: ServiceContext, input: Several) {
  const realm = await prisma().realm.findUniqueOrThrow({ where: { name: input.realm } });
  const rows = await deletedConnections(prisma(), realm, input);
  const oldestFirst = rows.reverse().map(({ connId, at }) => [connId, at.toISOString()]);
  const deletedAt = Object.fromEntries(oldestFirst);
  return restoreConnections(context, { ...input, deletedAt });
}

/** Deletes a realm as it is now, whose name was typed as `confirmation`. */
export async function deleteRealmNow(
  context: ServiceContext,
  realm: string,
  confirmation = realm,
): Promise<{ readonly deleted: string }> {
  const { version } = await prisma().realm.findUniqueOrThrow({ where: { name: realm } });
  return deleteRealm(context, { realm, confirmation, version });
}
