import type { Prisma } from '../../db/prisma';
import { REALMS_TABLE } from '../lava/adopt-duration';
import { realmTables } from '../runtime';
import { attempt, type RealmCheckLine, type Verdict } from './realm-check-line';

/** No connection can be called so, so that looking for it reads nothing. */
const NO_CONNECTION = '(none)';

/** One thing to try with a table. `without`: what is missing as long as it is not allowed. */
interface Try {
  readonly what: string;
  readonly permission: string;
  readonly table: string;
  readonly without: string;
  readonly call: () => Promise<string>;
}

/**
 * Tries to read lava's tables, an item at most of each; nothing where the realm is not joined to a running lava. Writing
 * is not tried.
 */
export function checkLavaTables(
  realm: Prisma.RealmGetPayload<object>,
  signal: AbortSignal,
): Promise<RealmCheckLine>[] {
  const { connectionsTable, jobsTable } = realm;
  if (connectionsTable === null) return [];
  const tables = realmTables(realm);
  const scan = async (table: string, message: string) => {
    await tables.scanPage(table, undefined, signal, 1);
    return message;
  };
  const size = async (table: string) => {
    const items = await tables.tableSize(table, signal);
    return `About ${items.toLocaleString('en')} ${items === 1 ? 'item' : 'items'}, by DynamoDB's last count.`;
  };
  const tries: Try[] = [
    {
      what: 'Look at lava’s table of connections',
      permission: 'dynamodb:DescribeTable',
      table: connectionsTable,
      without: 'a pull shows no progress',
      call: () => size(connectionsTable),
    },
    {
      what: 'Read lava’s table of connections',
      permission: 'dynamodb:Scan',
      table: connectionsTable,
      without: 'nothing can be pulled or compared',
      call: () => scan(connectionsTable, 'Connections can be pulled and compared.'),
    },
    {
      what: 'Read single connections of lava’s table',
      permission: 'dynamodb:GetItem',
      table: connectionsTable,
      without: 'nothing can be published',
      call: async () => {
        await tables.getItem({ table: connectionsTable, name: 'conn_id', value: NO_CONNECTION }, signal);
        return realm.readOnly
          ? 'Allowed; not needed while the realm is read-only.'
          : 'What is there can be looked at before it is written. Writing itself is not tried here.';
      },
    },
  ];
  if (jobsTable !== null) {
    tries.push(
      {
        what: 'Look at lava’s table of jobs',
        permission: 'dynamodb:DescribeTable',
        table: jobsTable,
        without: 'the size of this table stays unknown',
        call: () => size(jobsTable),
      },
      {
        what: 'Read lava’s table of jobs',
        permission: 'dynamodb:Scan',
        table: jobsTable,
        without: 'no page tells which jobs use a connection',
        call: () => scan(jobsTable, 'Which jobs use a connection can be shown.'),
      },
    );
  }
  tries.push({
    what: 'Read lava’s list of realms',
    permission: 'dynamodb:GetItem',
    table: REALMS_TABLE,
    without: 'RS_PASSWORD_DURATION stays as it is set here',
    call: async () => {
      const entry = await tables.getItem({ table: REALMS_TABLE, name: 'realm', value: realm.name }, signal);
      return entry === null
        ? `Allowed; the list holds no realm ${realm.name}.`
        : `The list holds ${realm.name}; a pull that takes over takes its RS_PASSWORD_DURATION over.`;
    },
  });
  return tries.map((one) =>
    attempt(
      one.what,
      one.permission,
      async () => ({ state: 'passed', message: await one.call() }),
      (awsCode) => explain(awsCode, one),
    ),
  );
}

function explain(awsCode: string, { permission, table, without }: Try): Verdict {
  const needed = without.startsWith('nothing');
  if (awsCode === 'ResourceNotFoundException') {
    return {
      state: table === REALMS_TABLE ? 'warning' : 'failed',
      message: `There is no DynamoDB table ${table} in this account and region. Check its name in the settings, the region and the role.`,
    };
  }
  if (/AccessDenied|NotAuthorized|Unauthorized/.test(awsCode)) {
    return {
      state: needed ? 'failed' : 'warning',
      message: `Not allowed (${awsCode}). Add ${permission} on ${table} to the console's policy; without it ${without}.`,
    };
  }
  return {
    state: 'failed',
    message: `DynamoDB did not answer as hoped for ${table} (${awsCode}). Check the region, the role and the network.`,
  };
}
