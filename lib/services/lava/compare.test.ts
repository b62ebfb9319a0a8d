import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYNC_STATES, syncStateOf } from '../../connectors/sync-state';
import { prisma } from '../../db/prisma';
import { type LavaStore, openLavaStore, WHOLE } from '../testing/lava-store';
import { compareWithLava } from './compare';
import { pull } from './start-pull';
import { SYNC_STATE } from './sync-sql';

let store: LavaStore;

beforeAll(async () => {
  store = await openLavaStore();
});
afterAll(() => store.close());

describe('the sandbox', () => {
  it('shows every way in which the two sides can differ', async () => {
    const { counts, problems, safe } = await compareWithLava(store.context, 'dev', WHOLE);
    for (const state of SYNC_STATES) expect(counts[state], state).toBeGreaterThan(0);
    expect(problems).toBe(1);
    expect(safe).toBeGreaterThan(0);
    const removals = (await compareWithLava(store.context, 'dev', WHOLE)).rows.map(({ removal }) => removal);
    expect(removals).toContain('deleted-here');
    expect(removals).toContain('deleted-there');
  });

  it('stands as a pull would leave it', async () => {
    const before = await store.states('dev');
    expect(await pull(store.context, { realm: 'dev', takeOver: false })).toMatchObject({
      state: 'finished',
      error: null,
    });
    expect(await store.states('dev')).toEqual(before);
  });
});

describe('the state in SQL', () => {
  it('is the one that the rule gives', async () => {
    const side = fc.constantFrom(null, 'a', 'b', 'c');
    await fc.assert(
      fc.asyncProperty(side, side, side, async (seen, now, here) => {
        const [row] = await prisma().$queryRaw<{ state: string | null }[]>`
          select ${SYNC_STATE} as "state" from (select ${here}::text as "specHash") c,
            (select ${seen}::text as "seenHash", ${now}::text as "nowHash") l`;
        expect(row?.state ?? null).toBe(syncStateOf({ seen, now, here }));
      }),
      { numRuns: 64 },
    );
  });
});
