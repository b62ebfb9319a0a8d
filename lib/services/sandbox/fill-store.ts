import type { Spec } from '../../connectors/spec';
import { createPrisma, type Db, type Prisma } from '../../db/prisma';
import { writeAuditEvent } from '../audit/write-audit-event';
import { ConnectionWriter } from '../connections/connection-writer';
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
        if (first) for (const realm of examples.realms) await db.realm.create({ data: realm });
        const writers = new Map<string, RealmWriter>();
        for (const realm of await db.realm.findMany()) {
          writers.set(realm.name, { realm, writer: new ConnectionWriter(db, SANDBOX, realm) });
        }
        let added = 0;
        for (const example of examples.connections) {
          const into = writers.get(example.realm);
          if (into) added += await putExample(db, into, example.spec, first);
        }
        if (first) for (const lava of examples.lava) await fillLava(db, SANDBOX.actor.name, lava);
        for (const { writer } of writers.values()) await writer.finish();
        if (first) await writeAuditEvent(db, SANDBOX, { action: 'sandbox.fill' });
        return added;
      },
      { timeout: 60_000 },
    );
  } finally {
    await client.$disconnect();
  }
}

interface RealmWriter {
  readonly realm: Prisma.RealmGetPayload<object>;
  readonly writer: ConnectionWriter;
}

async function putExample(
  db: Db,
  { realm, writer }: RealmWriter,
  spec: Spec,
  first: boolean,
): Promise<number> {
  const connId = String(spec.conn_id);
  const columns = deriveColumns(spec, realmFindingContext(realm));
  if (first) {
    writer.create(spec, columns, { action: 'create' });
    return 1;
  }
  const stored = await db.connection.findUnique({ where: { realmId_connId: { realmId: realm.id, connId } } });
  const untouched = stored?.updatedBy === SANDBOX.actor.name;
  if (untouched && JSON.stringify(stored.spec) !== JSON.stringify(toStored(spec))) {
    const event = { action: 'connection.update', details: {} };
    await writer.update(stored, spec, columns, { action: 'update', event });
  }
  return 0;
}
