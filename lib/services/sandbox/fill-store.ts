import type { Spec } from '../../connectors/spec';
import { createPrisma, type Db, type Prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { deriveColumns } from '../connections/derive-columns';
import { realmFindingContext } from '../connections/finding-context';
import { toStored } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { fillLava, type LavaExample } from './fill-lava';

/** What the sandbox has to show. */
export interface Examples {
  readonly realms: readonly Omit<Prisma.RealmCreateInput, 'connections'>[];
  readonly connections: readonly { readonly realm: string; readonly spec: Spec }[];
  readonly lava: readonly LavaExample[];
}

const SANDBOX: ServiceContext = {
  actor: { id: 'sandbox', name: 'sandbox', roleIn: () => 'admin' },
  requestId: 'sandbox',
};

/**
 * Puts the sandbox's examples into a store that has no realm yet, and brings examples that nobody touched up to date
 * (their ports follow the sandbox's settings). What was edited or deleted stays so. Returns how many were added.
 */
export async function fillStore(databaseUrl: string, examples: Examples): Promise<number> {
  const client = createPrisma(databaseUrl);
  try {
    return await client.$transaction(
      async (db) => {
        const first = (await db.realm.count()) === 0;
        if (first) {
          for (const realm of examples.realms) await db.realm.create({ data: realm });
          await writeAuditEvent(db, SANDBOX, { action: 'sandbox.fill' });
        }
        let added = 0;
        for (const example of examples.connections) added += await putExample(db, example, first);
        if (first) for (const lava of examples.lava) await fillLava(db, SANDBOX.actor.name, lava);
        return added;
      },
      { timeout: 60_000 },
    );
  } finally {
    await client.$disconnect();
  }
}

async function putExample(
  db: Db,
  { realm: name, spec }: Examples['connections'][number],
  first: boolean,
): Promise<number> {
  const realm = await db.realm.findUnique({ where: { name } });
  if (!realm) return 0;
  const connId = String(spec.conn_id);
  const data = {
    spec: toStored(spec),
    ...deriveColumns(spec, realmFindingContext(realm)),
    updatedAt: new Date(),
  };
  if (first) {
    const by = SANDBOX.actor.name;
    await db.connection.create({
      data: { ...data, realmId: realm.id, connId, createdBy: by, updatedBy: by },
    });
    return 1;
  }
  const stored = await db.connection.findUnique({ where: { realmId_connId: { realmId: realm.id, connId } } });
  const untouched = stored?.updatedBy === SANDBOX.actor.name && stored.version === 1;
  if (untouched && JSON.stringify(stored.spec) !== JSON.stringify(data.spec)) {
    await db.connection.update({ where: { id: stored.id }, data });
  }
  return 0;
}
