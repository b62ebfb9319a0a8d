// Imports and saves, as the console would, and ends as a server does. Says so once both have begun.
import { strToU8 } from 'fflate';
import { BUILT_IN_ADMIN } from '../../auth/actor';
import { createConnection } from '../connections/create-connection';
import { settleOnSignals } from '../shutdown';
import { importConnections } from '../transfer/import-connections';

settleOnSignals();
const context = { actor: BUILT_IN_ADMIN, requestId: 'stopped' };
const spec = {
  type: 'redshift',
  host: 'analytics-dev.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com',
  port: 5439,
  database: 'warehouse',
  user: 'etl',
  enabled: true,
};
const imported = Array.from({ length: 100 }, (_, at) => ({ ...spec, conn_id: `stopped/${at}` }));
const bytes = strToU8(JSON.stringify(imported));
void importConnections(context, {
  realm: 'dev',
  files: [{ name: 'specs.json', bytes }],
  chosen: imported.map(({ conn_id }) => ({ connId: conn_id, version: null })),
}).catch(() => undefined);
void createConnection(context, { realm: 'dev', spec: { ...spec, conn_id: 'stopped' } }).catch(
  () => undefined,
);
setInterval(() => undefined, 1_000);
