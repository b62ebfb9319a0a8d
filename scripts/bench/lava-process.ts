// Measures the work on lava's tables in a process of its own, since its memory is measured too. Started by lava.ts: is
// told where the stores are, answers with the rows of the report.
import { BUILT_IN_ADMIN } from '../../lib/auth/actor';
import type { LavaItem } from '../../lib/connectors/lava-item';
import { prisma } from '../../lib/db/prisma';
import { compareWithLava } from '../../lib/services/lava/compare';
import { pull } from '../../lib/services/lava/start-pull';
import { realmTables } from '../../lib/services/runtime';
import { median, ms, timed } from './measure';
import { peakDuring } from './peak-memory';
import type { Row } from './section';

const REPEATS = 3;
const CONTEXT = { actor: BUILT_IN_ADMIN, requestId: 'bench' };
const REALM = { account: '123456789012', region: 'ap-southeast-2', kmsAlias: 'alias/lava-bench-sys' };

type Work = (realm: string) => Promise<void>;

const WORKS: readonly (readonly [string, Work])[] = [
  ['pulled and compared', work(false)],
  ['pulled, taken over and compared', work(true)],
];

function work(takeOver: boolean): Work {
  return async (realm) => {
    const { state } = await pull(CONTEXT, { realm, takeOver });
    if (state !== 'finished') throw new Error(`A pull ended as ${state}.`);
    await compareWithLava(CONTEXT, realm, { states: [], text: '', page: 1, pageSize: 50 });
  };
}

/** What anybody would write: page after page to the end. Returns how many items there are. */
async function bareScan(realmName: string, table: string): Promise<number> {
  const realm = await prisma().realm.findUniqueOrThrow({ where: { name: realmName } });
  const tables = realmTables(realm);
  const { signal } = new AbortController();
  let count = 0;
  let from: LavaItem | undefined;
  do {
    const page = await tables.scanPage(table, from, signal);
    count += page.items.length;
    from = page.next;
  } while (from);
  return count;
}

async function measure(table: string, size: number, start: number): Promise<Row[]> {
  const what = `${size.toLocaleString('en')} items`;
  let realms = 0;
  // Each run meets a realm that holds nothing yet, which is the most work there is.
  const newRealm = async () => {
    realms += 1;
    const name = `r${size}-${realms}`;
    await prisma().realm.create({ data: { ...REALM, name, connectionsTable: table } });
    return name;
  };
  const scans: { ms: number; peak: number }[] = [];
  const runs = WORKS.map(() => [] as { ms: number; peak: number }[]);
  for (let round = 0; round <= REPEATS; round += 1) {
    const name = await newRealm();
    const scanned = await peakDuring(() =>
      timed(async () => {
        const count = await bareScan(name, table);
        if (count !== size) throw new Error(`The scan found ${count} items, not ${size}.`);
      }),
    );
    // The first round is not counted.
    if (round > 0) scans.push({ ms: scanned.result, peak: scanned.peak - start });
    for (const [index, [, one]] of WORKS.entries()) {
      const realm = await newRealm();
      const { result, peak } = await peakDuring(() => timed(() => one(realm)));
      if (round > 0) runs[index]?.push({ ms: result, peak: peak - start });
    }
  }
  const scan = median(scans.map((run) => run.ms));
  return WORKS.flatMap(([name], index) => {
    const taken = median((runs[index] ?? []).map((run) => run.ms));
    return [
      {
        what: `${what} ${name}`,
        figure: `${ms(taken)}, ${rate(size, taken)}`,
        byHand: `${ms(scan)}, ${rate(size, scan)}`,
        ratio: taken / scan,
      },
      {
        what: `${what} ${name}: memory`,
        figure: megabytes((runs[index] ?? []).map((run) => run.peak)),
        byHand: megabytes(scans.map((run) => run.peak)),
      },
    ];
  });
}

const rate = (items: number, taken: number) =>
  `${Math.round((items / taken) * 1000).toLocaleString('en')} a second`;

const megabytes = (peaks: readonly number[]) => `${Math.round(Math.max(...peaks) / 1024 ** 2)} MB`;

process.once('message', async (sizes: Readonly<Record<string, number>>) => {
  await prisma().$queryRaw`select 1`;
  const start = process.memoryUsage.rss();
  const rows: Row[] = [];
  for (const [table, size] of Object.entries(sizes)) rows.push(...(await measure(table, size, start)));
  await prisma().$disconnect();
  process.send?.(rows);
  process.disconnect();
});
