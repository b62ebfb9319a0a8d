// Does the work on lava's tables in a process of its own, since its memory is measured too. Started by lava.ts: is told
// what to measure, answers with the figures and ends.
import {
  type AttributeValue,
  DynamoDBClient,
  ScanCommand,
  type ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { BUILT_IN_ADMIN } from '../../lib/auth/actor';
import { prisma } from '../../lib/db/prisma';
import { compareWithLava } from '../../lib/services/lava/compare';
import { pull } from '../../lib/services/lava/start-pull';
import { LAVA_WORKS, type LavaQuestion, type LavaWork } from './lava-question';
import { median, timed } from './measure';
import { peakDuring } from './peak-memory';

const REPEATS = 3;
const CONTEXT = { actor: BUILT_IN_ADMIN, requestId: 'bench' };
const REALM = { account: '123456789012', region: 'ap-southeast-2', kmsAlias: 'alias/lava-bench-sys' };

const sdk = new DynamoDBClient({});

/** A realm that holds nothing yet, which is the most work there is. */
async function newRealm(table: string) {
  const name = `r-${crypto.randomUUID()}`;
  return prisma().realm.create({ data: { ...REALM, name, connectionsTable: table } });
}

/** The work on a new realm, ready to be done. */
async function prepared(what: LavaWork, table: string, size: number): Promise<() => Promise<void>> {
  if (what === 'scan') return () => scan(table, size);
  const realm = await newRealm(table);
  return async () => {
    const { state } = await pull(CONTEXT, { realm: realm.name, takeOver: what === 'take over' });
    const { total } = await compareWithLava(CONTEXT, realm.name, {
      states: [],
      text: '',
      page: 1,
      pageSize: 50,
    });
    if (state !== 'finished' || total !== size) throw new Error(`A pull ${state} with ${total} items.`);
  };
}

/** What anybody would write: the SDK, page after page to the end. */
async function scan(table: string, size: number): Promise<void> {
  let count = 0;
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page: ScanCommandOutput = await sdk.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ExclusiveStartKey: from }),
    );
    count += page.Items?.length ?? 0;
    from = page.LastEvaluatedKey;
  } while (from);
  if (count !== size) throw new Error(`The scan found ${count} items, not ${size}.`);
}

/** How long each takes, in ms: in turns, so that whatever else the machine does burdens all alike. */
async function times(table: string, size: number): Promise<number[]> {
  const runs = LAVA_WORKS.map((): number[] => []);
  for (let round = 0; round <= REPEATS; round += 1) {
    for (const [index, what] of LAVA_WORKS.entries()) {
      const taken = await timed(await prepared(what, table, size));
      // The first round is not counted.
      if (round > 0) runs[index]?.push(taken);
    }
  }
  return runs.map(median);
}

/** How much more memory one run needs at most than there was before it, in bytes. */
async function memory(what: LavaWork, table: string, size: number): Promise<number[]> {
  const work = await prepared(what, table, size);
  const before = process.memoryUsage.rss();
  return [(await peakDuring(work)) - before];
}

process.once('message', async ({ table, size, memoryOf }: LavaQuestion) => {
  const figures = memoryOf === undefined ? times(table, size) : memory(memoryOf, table, size);
  process.send?.(await figures);
  await prisma().$disconnect();
  process.disconnect();
});
