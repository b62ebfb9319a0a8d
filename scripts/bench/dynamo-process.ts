// A DynamoDB stand-in in a process of its own, in memory, so that its work does not count as the console's. Started by
// lava.ts: is told what to hold, tells its address, ends with its parent.
import type { LavaItem } from '../../lib/connectors/lava-item';
import { startStandInDynamo } from '../../lib/sandbox/stand-in-dynamo';

const TEXTS = {
  type: 'redshift',
  host: 'analytics.abc123.ap-southeast-2.redshift.amazonaws.com',
  database: 'warehouse',
  user: 'etl',
  owner: 'data-platform@example.com',
};

/** About the size of real ones: eleven attributes, 400 bytes. */
function itemOf(number: number): LavaItem {
  return {
    ...Object.fromEntries(Object.entries(TEXTS).map(([name, text]) => [name, { S: text }])),
    conn_id: { S: `team-${number % 25}/load-${String(number).padStart(5, '0')}` },
    enabled: { BOOL: number % 11 !== 0 },
    port: { N: '5439' },
    ssl: { BOOL: true },
    password: { S: `/lava/dev/team-${number % 25}/c${number}` },
    description: { S: `Loads part ${number} of the ${number % 2 === 0 ? 'sales' : 'events'} data.` },
  };
}

process.once('disconnect', () => process.exit());
process.once('message', async (sizes: Readonly<Record<string, number>>) => {
  const dynamo = await startStandInDynamo();
  for (const [table, size] of Object.entries(sizes)) {
    await dynamo.fillTable(
      table,
      'conn_id',
      Array.from({ length: size }, (_, number) => itemOf(number)),
    );
  }
  process.send?.(dynamo.endpoint);
});
