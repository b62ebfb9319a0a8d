// Works on the store until it is killed: saves, imports, deletions and their undoing, tests and pulls at the same time, through the
// services that the console itself uses. Says `going` once each has been done.
import { BUILT_IN_ADMIN } from '../../lib/auth/actor';
import { createConnection } from '../../lib/services/connections/create-connection';
import { deleteConnections } from '../../lib/services/connections/delete-connections';
import { getConnection } from '../../lib/services/connections/get-connection';
import { setEnabled } from '../../lib/services/connections/set-enabled';
import { updateConnection } from '../../lib/services/connections/update-connection';
import { ServiceError } from '../../lib/services/errors';
import { startPull } from '../../lib/services/lava/start-pull';
import { restoreNow } from '../../lib/services/testing/as-seen';
import { getRun } from '../../lib/services/tests/get-run';
import { startTest } from '../../lib/services/tests/start-test';
import { importConnections } from '../../lib/services/transfer/import-connections';
import { storedVersions } from './check-store';

const CONTEXT = { actor: BUILT_IN_ADMIN, requestId: 'kill-test' };
const REALM = 'dev';
/** Few, so that the work meets itself. */
const SAVED = 12;
const IMPORTED = 40;
const TESTED = ['etl-warehouse', 'analytics'];

let serial = 0;

const any = (count: number) => Math.floor(Math.random() * count);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function spec(connId: string) {
  serial += 1;
  return {
    conn_id: connId,
    type: 'redshift',
    enabled: true,
    host: `cluster-${any(1000)}.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com`,
    port: 5439 + any(3),
    database: `d${any(1000)}`,
    user: 'etl',
    description: `saved ${serial} by ${process.pid} ${'x'.repeat(any(500))}`,
  };
}

async function save(): Promise<void> {
  const connId = `killed-${any(SAVED)}`;
  const connection = await getConnection(CONTEXT, REALM, connId).catch(() => undefined);
  const versions = connection ? { [connId]: connection.version } : {};
  if (!connection && any(2) === 0) await restoreNow(CONTEXT, { realm: REALM, connIds: [connId] });
  else if (!connection) await createConnection(CONTEXT, { realm: REALM, spec: spec(connId) });
  else if (any(10) === 0) await deleteConnections(CONTEXT, { realm: REALM, connIds: [connId], versions });
  else if (any(4) === 0)
    await setEnabled(CONTEXT, { realm: REALM, connIds: [connId], enabled: any(2) === 0, versions });
  else
    await updateConnection(CONTEXT, {
      realm: REALM,
      connId,
      version: connection.version,
      spec: spec(connId),
    });
}

async function importMany(): Promise<void> {
  const specs = Array.from({ length: IMPORTED }, (_, index) => spec(`imported-${index}`));
  const versions = await storedVersions(
    REALM,
    specs.map(({ conn_id }) => conn_id),
  );
  await importConnections(CONTEXT, {
    realm: REALM,
    files: [{ name: 'specs.json', bytes: new TextEncoder().encode(JSON.stringify(specs)) }],
    chosen: specs.map(({ conn_id }) => ({ connId: conn_id, version: versions.get(conn_id) ?? null })),
  });
}

async function test(): Promise<void> {
  const { runId } = await startTest(CONTEXT, { realm: REALM, connId: TESTED[any(TESTED.length)] ?? '' });
  while ((await getRun(CONTEXT, REALM, runId)).state === 'running') await pause(20);
}

async function pullTables(): Promise<void> {
  await startPull(CONTEXT, { realm: REALM, takeOver: false });
  await pause(any(200));
}

/** Does it again and again; what another of them stands in the way of is tried later. */
async function forever(work: () => Promise<void>): Promise<never> {
  for (;;) {
    await work().catch((error: unknown) => {
      if (!(error instanceof ServiceError)) throw error;
    });
    await pause(5);
  }
}

const loops = [save, save, importMany, test, pullTables];
await Promise.all(loops.map((work) => work().catch(() => undefined)));
process.stdout.write('going\n');
// A database that is killed fails them all: this process is killed next.
await Promise.all(loops.map((work) => forever(work).catch(() => undefined)));
setInterval(() => undefined, 1_000);
