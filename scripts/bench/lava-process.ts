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
import type { LavaQuestion, LavaWork } from './lava-question';
import { median, timed } from './measure';
import { peakDuring } from './peak-memory';

/** Rounds that are not counted: a server has been running for long before anybody pulls. */
const WARM_UP = 3;
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

/**
 * How long a scan and the work take, in ms, and their ratio: medians of rounds in which one follows the other, so that
 * whatever else the machine does burdens both alike. Each round begins with a store that holds nothing of the last.
 */
async function times(work: LavaWork, table: string, size: number, rounds: number): Promise<number[]> {
  const taken: { scan: number; work: number }[] = [];
  for (let round = 0; round < rounds + WARM_UP; round += 1) {
    const scan = await timed(await prepared('scan', table, size));
    taken.push({ scan, work: await timed(await prepared(work, table, size)) });
    await prisma().realm.deleteMany();
    await prisma().$executeRaw`vacuum analyze`;
  }
  const counted = taken.slice(WARM_UP);
  return [
    median(counted.map(({ scan }) => scan)),
    median(counted.map((one) => one.work)),
    median(counted.map((one) => one.work / one.scan)),
  ];
}

/** How much more memory one run needs at most than there was before it, in bytes. */
async function memory(what: LavaWork, table: string, size: number): Promise<number[]> {
  const work = await prepared(what, table, size);
  const before = process.memoryUsage.rss();
  return [(await peakDuring(work)) - before];
}

process.once('message', async ({ table, size, work, rounds }: LavaQuestion) => {
  const figures = rounds === undefined ? memory(work, table, size) : times(work, table, size, rounds);
  process.send?.(await figures);
  await prisma().$disconnect();
  process.disconnect();
});
