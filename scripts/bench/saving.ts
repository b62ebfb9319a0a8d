import { createHmac, randomUUID } from 'node:crypto';
import { currentActor } from '../../lib/auth/current-actor';
import { authSecret, cookiePrefix } from '../../lib/auth/session-cookie';
import type { Spec } from '../../lib/connectors/spec';
import { openPrisma, prisma } from '../../lib/db/prisma';
import { deriveColumns } from '../../lib/services/connections/derive-columns';
import { findConnection } from '../../lib/services/connections/find-connection';
import { findingContext } from '../../lib/services/connections/finding-context';
import { asSpec, toStored } from '../../lib/services/connections/stored-spec';
import { updateConnection } from '../../lib/services/connections/update-connection';
import { validateSpec } from '../../lib/services/connections/validate-spec';
import { insertRows } from '../../lib/services/insert-rows';
import { openFilledStore, REALM, specOf } from './filled-store';
import { compared } from './measure';
import type { Section } from './section';
import { withTemporaryFolder } from './temporary-folder';

const REPEATS = 300;
/** What a save may cost more than without its permission check and its event. */
const MOST = 1.3;
const KEPT = 4;
const BARE = 8;

/** What it costs that a save is authorised and recorded in the chain of audit events. */
export function savingSection(): Promise<Section> {
  return withTemporaryFolder(async (folder) => {
    const store = await openFilledStore(folder);
    const client = openPrisma(store.url);
    process.env.AUTH_SECRET ??= randomUUID();
    try {
      const token = await editor(store.realmId);
      return {
        title: 'What a trace costs',
        note: `A change of one of 10,000 connections: the session and the person's roles, the permission, validation, one transaction with the change, its version and its audit event, chained to the one before. By hand is the same save by who has the session, without roles, permission check and event. Median of ${REPEATS}, in turns.`,
        rows: [
          { ...(await compared('save of a change', REPEATS, saves(token), bareSaves(token))), most: MOST },
        ],
      };
    } finally {
      await client.$disconnect();
      await store.stop();
    }
  });
}

/** Signs somebody in who is editor of the realm. Returns the session's token. */
async function editor(realmId: string): Promise<string> {
  const token = randomUUID();
  const session = { token, expiresAt: new Date(Date.now() + 3_600_000) };
  await prisma().user.create({
    data: {
      name: 'Editor',
      email: 'editor@example.com',
      sessions: { create: session },
      grants: { create: { role: 'editor', realmId, createdBy: 'bench' } },
    },
  });
  return token;
}

function changed(number: number, version: number): Spec {
  return { ...specOf(number), description: `Change ${version}.` };
}

function saves(token: string): () => Promise<void> {
  const signature = createHmac('sha256', authSecret()).update(token).digest('base64');
  const cookie = `${cookiePrefix()}.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
  let version = 1;
  return async () => {
    const spec = changed(KEPT, version);
    const { actor } = await currentActor(new Headers({ cookie }));
    const saved = await updateConnection(
      { actor, requestId: 'bench' },
      {
        realm: REALM,
        connId: String(spec.conn_id),
        version,
        spec: JSON.parse(JSON.stringify(spec)),
      },
    );
    if (saved.status !== 'saved') throw new Error('A save was refused.');
    version = saved.version;
  };
}

function bareSaves(token: string): () => Promise<void> {
  let version = 1;
  return async () => {
    const given = changed(BARE, version);
    const at = new Date();
    const [person] = await prisma().$queryRaw<{ name: string }[]>`
      select u."id", u."name", u."disabledAt", s."createdAt", s."expiresAt"
      from "Session" s join "User" u on u."id" = s."userId" where s."token" = ${token}`;
    const actor = person?.name ?? '';
    const realm = await prisma().realm.findUniqueOrThrow({ where: { name: REALM } });
    await prisma().$transaction(async (db) => {
      const before = await findConnection(db, realm, String(given.conn_id));
      const spec = validateSpec(given, realm.name, asSpec(before.spec));
      const columns = deriveColumns(spec, await findingContext(db, realm, spec));
      const written = { spec: toStored(spec), version: version + 1 };
      const saved = await db.connection.updateMany({
        where: { id: before.id, version },
        data: { ...written, ...columns, updatedBy: actor, updatedAt: at },
      });
      if (saved.count !== 1) throw new Error('A save was refused.');
      const kept = {
        connectionId: before.id,
        connId: before.connId,
        action: 'update',
        note: null,
        at,
        actor,
      };
      await insertRows(db, 'ConnectionVersion', [{ realmId: realm.id, ...kept, ...written }]);
    });
    version += 1;
  };
}
