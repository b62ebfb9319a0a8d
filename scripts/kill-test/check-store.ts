// What must hold in a store whatever was killed when.
import { createPrisma, type Db, prisma } from '../../lib/db/prisma';
import { deriveColumns } from '../../lib/services/connections/derive-columns';
import { findingContexts } from '../../lib/services/connections/finding-context';
import { asSpec } from '../../lib/services/connections/stored-spec';
import { SILENT_MS, workState } from '../../lib/services/lava/pull-state';

/** What was looked at, and every fault in words. */
export interface Checked {
  readonly connections: number;
  readonly events: number;
  readonly runs: number;
  readonly pulls: number;
  readonly faults: readonly string[];
}

const STEPS: Readonly<Record<string, 'create' | 'change' | 'import' | 'restore' | 'delete'>> = {
  'connection.create': 'create',
  'connection.duplicate': 'create',
  'connection.update': 'change',
  'connection.enable': 'change',
  'connection.disable': 'change',
  'connection.import': 'import',
  'connection.restore': 'restore',
  'connection.delete': 'delete',
};

/** The versions of these connections of the process's store; those that are there. */
export async function storedVersions(
  realm: string,
  connIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await prisma().connection.findMany({
    where: { realm: { name: realm }, connId: { in: [...connIds] } },
    select: { connId: true, version: true },
  });
  return new Map(rows.map(({ connId, version }) => [connId, version]));
}

/** Looks at the whole store at one moment. `after`: only connections whose conn_id begins so have all their events. */
export async function checkStore(databaseUrl: string, worked: RegExp): Promise<Checked> {
  const client = createPrisma(databaseUrl);
  try {
    return await client.$transaction((db) => check(db, worked), {
      isolationLevel: 'RepeatableRead',
      timeout: 60_000,
      maxWait: 10_000,
    });
  } finally {
    await client.$disconnect();
  }
}

async function check(db: Db, worked: RegExp): Promise<Checked> {
  const [realms, connections, events, runs, pulls, places] = await Promise.all([
    db.realm.findMany(),
    db.connection.findMany({ include: { lastRun: true } }),
    db.auditEvent.findMany({ orderBy: { seq: 'asc' } }),
    db.testRun.findMany({ select: { id: true, outcome: true } }),
    db.pull.findMany(),
    db.runningTest.findMany(),
  ]);
  const faults: string[] = [];

  for (const realm of realms) {
    const contextOf = await findingContexts(db, realm);
    for (const row of connections.filter(({ realmId }) => realmId === realm.id)) {
      const spec = asSpec(row.spec);
      if (spec.conn_id !== row.connId)
        faults.push(`${row.connId}: its spec is that of ${String(spec.conn_id)}`);
      const stored: Readonly<Record<string, unknown>> = row;
      for (const [column, value] of Object.entries(deriveColumns(spec, contextOf(spec)))) {
        if (JSON.stringify(stored[column]) !== JSON.stringify(value))
          faults.push(`${row.connId}: the column ${column} is not that of its spec`);
      }
      if (row.lastRunId !== null && row.lastRun?.outcome !== row.lastOutcome)
        faults.push(`${row.connId}: its last outcome is not that of its last run`);
    }
  }

  // The events alone lead to the versions that are stored.
  const expected = new Map<string, number>();
  // A name that was deleted goes on with the numbers of its versions.
  const counted = new Map<string, number>();
  for (const { action, outcome, realm, target, details } of events) {
    const step = outcome === 'done' ? STEPS[action] : undefined;
    if (!step || target === null || !worked.test(target)) continue;
    const key = `${realm} ${target}`;
    const isThere = expected.has(key);
    if (step === 'create' && isThere) faults.push(`${key}: created twice`);
    else if (step === 'change' && !isThere) faults.push(`${key}: changed while it was not there`);
    else {
      const version = (counted.get(key) ?? 0) + 1;
      if (toldVersion(details) !== version) faults.push(`${key}: version ${version} is told of as another`);
      counted.set(key, version);
      if (step === 'delete') expected.delete(key);
      else expected.set(key, version);
    }
  }
  const names = new Map(realms.map(({ id, name }) => [id, name]));
  for (const { realmId, connId, version } of connections.filter(({ connId }) => worked.test(connId))) {
    const key = `${names.get(realmId)} ${connId}`;
    const told = expected.get(key) ?? 0;
    if (told !== version) faults.push(`${key}: version ${version}, but ${told} changes in the audit trail`);
    expected.delete(key);
  }
  for (const key of expected.keys()) faults.push(`${key}: in the audit trail, but not stored`);

  faults.push(...(await versionFaults(db)));

  const runIds = (outcomes: readonly string[]) =>
    new Set(
      events
        .filter(({ action, outcome }) => action.startsWith('connection.test') && outcomes.includes(outcome))
        .map(({ details }) =>
          details && typeof details === 'object' ? Reflect.get(details, 'runId') : undefined,
        ),
    );
  const [started, ended] = [runIds(['started']), runIds(['done', 'failed'])];
  for (const { id } of runs) {
    if (!started.has(id)) faults.push(`run ${id}: no event tells that it began`);
    if (!ended.has(id)) faults.push(`run ${id}: stored, but no event tells how it ended`);
  }
  const stored = new Set(runs.map(({ id }) => id));
  for (const id of ended)
    if (typeof id !== 'string' || !stored.has(id)) faults.push(`run ${id}: an event, but no run`);

  for (const { id, beganAt, expiresAt } of places) {
    if (!started.has(id)) faults.push(`run ${id}: it has a place, but no event tells that it began`);
    if (stored.has(id)) faults.push(`run ${id}: stored, but its place is taken still`);
    if (expiresAt.getTime() - beganAt.getTime() > SILENT_MS) faults.push(`run ${id}: would keep its place`);
  }

  const later = Date.now() + SILENT_MS + 1;
  for (const row of pulls) {
    if (workState(row, later) === 'running') faults.push(`pull ${row.id}: would stay running`);
    if (row.state === 'finished' && row.finishedAt === null)
      faults.push(`pull ${row.id}: finished at no time`);
  }
  const alive = pulls.filter(({ state }) => state === 'running');
  if (new Set(alive.map(({ realmId }) => realmId)).size !== alive.length)
    faults.push('two pulls of a realm at once');
  return {
    connections: connections.length,
    events: events.length,
    runs: runs.length,
    pulls: pulls.length,
    faults,
  };
}

function toldVersion(details: unknown): unknown {
  return details && typeof details === 'object' ? Reflect.get(details, 'version') : undefined;
}

/**
 * Where versions are kept: none is missing, and the newest is what is stored. Connections that had one name after the
 * other are numbered together.
 */
async function versionFaults(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ connId: string; why: string }[]>`
    select c."connId", 'its versions are not numbered without a gap' as "why"
    from "Connection" c join "ConnectionVersion" v
      on v."realmId" = c."realmId" and v."connId" = c."connId" and v."version" <= c."version"
    group by c."id" having max(v."version") - min(v."version") + 1 <> count(*) or max(v."version") <> c."version"
    union all
    select c."connId", 'its newest version has another spec'
    from "Connection" c join "ConnectionVersion" v on v."connectionId" = c."id" and v."version" = c."version"
    where v."spec"::text::jsonb <> c."spec"::text::jsonb`;
  return rows.map(({ connId, why }) => `${connId}: ${why}`);
}

/** As if so much time had passed that silence means the end: the next pull need not wait for it, nor the next test. */
export async function agePullsAndTests(databaseUrl: string): Promise<void> {
  const client = createPrisma(databaseUrl);
  try {
    await client.$executeRaw`update "Pull" set "beatAt" = "beatAt" - interval '31 seconds' where "state" = 'running'`;
    await client.$executeRaw`update "RunningTest" set "expiresAt" = "expiresAt" - interval '31 seconds'`;
  } finally {
    await client.$disconnect();
  }
}
