import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prisma } from '../../db/prisma';
import type { EventQuery, EventToken } from '../../listing/event-query';
import { writeAuditEvents } from '../audit/write-audit-event';
import { openFilledStore } from '../testing/test-store';
import { exportEvents } from './export-events';
import { listEvents } from './list-events';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
  const told = (realm: string | null, target: string, outcome: 'done' | 'failed') => ({
    ...(realm !== null && { realm }),
    target,
    outcome,
    action: `story.${outcome}`,
  });
  await writeAuditEvents(prisma(), store.context, [
    told('dev', '100%', 'done'),
    told('dev', '100 per cent', 'failed'),
    told('dev', 'a_b\\c', 'done'),
    told('dev', 'axb', 'done'),
    told('prod', '100%', 'done'),
    told(null, 'nowhere', 'done'),
  ]);
});
afterAll(() => store.close());

const STORY: EventToken = { key: 'action', operator: ':', value: 'story.' };

/** What the events of the story are about that match, oldest first. */
async function found(realm: string | null, ...tokens: readonly EventToken[]): Promise<(string | null)[]> {
  const query = { tokens: [STORY, ...tokens], operation: 'and' as const };
  const { events, total } = await listEvents(store.context, realm, query);
  expect(total).toBe(events.length);
  return events.map(({ target }) => target).reverse();
}

const by = (role: 'viewer' | 'editor' | 'admin') => ({
  ...store.context,
  actor: { id: role, name: role, roleIn: () => role },
});

/** The download of a realm's events as somebody with this role gets it. */
async function download(role: Parameters<typeof by>[0], query: EventQuery, format: 'csv' | 'json' = 'json') {
  let file = '';
  for await (const part of await exportEvents(by(role), 'dev', query, format)) file += part;
  return file;
}

describe('the filter over events', () => {
  it.each<[string, EventToken, string[]]>([
    ['equals', { key: 'target', operator: '=', value: '100%' }, ['100%']],
    ['contains, where % stands for itself', { key: 'target', operator: ':', value: '0%' }, ['100%']],
    ['contains, where _ stands for itself', { key: 'target', operator: ':', value: 'a_b' }, ['a_b\\c']],
    ['contains, where \\ stands for itself', { key: 'target', operator: ':', value: 'b\\c' }, ['a_b\\c']],
    ['does not equal', { key: 'target', operator: '!=', value: '100%' }, ['100 per cent', 'a_b\\c', 'axb']],
    ['does not contain', { key: 'target', operator: '!:', value: '100' }, ['a_b\\c', 'axb']],
    ['free text, in whatever case', { operator: ':', value: 'PER CENT' }, ['100 per cent']],
    ['not this text anywhere', { operator: '!:', value: 'failed' }, ['100%', 'a_b\\c', 'axb']],
    ['an outcome', { key: 'outcome', operator: '=', value: 'failed' }, ['100 per cent']],
    ['from a time on', { key: 'time', operator: '>=', value: '2999-01-01' }, []],
    [
      'up to a time',
      { key: 'time', operator: '<=', value: '2999-01-01' },
      ['100%', '100 per cent', 'a_b\\c', 'axb'],
    ],
  ])('%s', async (_, token, expected) => {
    expect(await found('dev', token)).toEqual(expected);
  });

  it('joins conditions by or within the realm only', async () => {
    const tokens: EventToken[] = [
      { key: 'target', operator: '=', value: '100%' },
      { key: 'target', operator: '=', value: 'nowhere' },
    ];
    const { events } = await listEvents(store.context, 'dev', { tokens, operation: 'or' });
    expect(events.map(({ realm, target }) => [realm, target])).toEqual([['dev', '100%']]);
  });

  it('shows the whole console to an admin, with what belongs to no realm', async () => {
    expect(await found(null, { key: 'target', operator: '!:', value: 'a' })).toEqual([
      '100%',
      '100 per cent',
      '100%',
      'nowhere',
    ]);
    expect(await found(null, { key: 'realm', operator: '=', value: '' })).toEqual(['nowhere']);
  });
});

it('reads on from a place, and what is newer than one, without a gap', async () => {
  const all = { tokens: [STORY], operation: 'and' as const };
  const { events, head } = await listEvents(store.context, 'dev', all);
  const third = events[2]?.seq ?? 0;
  const older = await listEvents(store.context, 'dev', all, { before: third });
  const newer = await listEvents(store.context, 'dev', all, { after: third });
  expect([...newer.events, events[2], ...older.events]).toEqual(events);
  expect([older.total, newer.total]).toEqual([null, null]);
  expect(head).toBe(Number((await prisma().auditEvent.aggregate({ _max: { seq: true } }))._max.seq));
});

it('tells of roles that were given to admins only, whatever is asked for', async () => {
  const target = 'ada@example.com';
  await writeAuditEvents(prisma(), store.context, [
    { action: 'role.grant', realm: 'dev', target, details: { role: 'editor' } },
  ]);
  const query = {
    tokens: [
      { key: 'target', operator: '=', value: target },
      { key: 'action', operator: '=', value: 'role.grant' },
    ],
    operation: 'or',
  } as const;
  expect((await listEvents(by('admin'), 'dev', query)).total).toBe(1);
  expect(await listEvents(by('viewer'), 'dev', query)).toMatchObject({ total: 0, events: [] });
  expect(await download('admin', query)).toContain(target);
  expect(await download('viewer', query)).not.toContain(target);
});

it('tells the role of a token to admins only', async () => {
  const target = 'lava_abcdef';
  await writeAuditEvents(prisma(), store.context, [
    { action: 'token.create', realm: 'dev', target, details: { name: 'ci', role: 'editor' } },
  ]);
  const tokens: EventToken[] = [{ key: 'target', operator: '=', value: target }];
  const query = { tokens, operation: 'and' } as const;
  const detailsFor = async (role: 'viewer' | 'admin') => {
    const { events } = await listEvents(by(role), 'dev', query);
    const downloaded = JSON.parse(await download(role, query));
    expect(downloaded).toMatchObject(events);
    return events.map(({ details }) => details);
  };
  expect(await detailsFor('admin')).toEqual([{ name: 'ci', role: 'editor' }]);
  expect(await detailsFor('viewer')).toEqual([{ name: 'ci' }]);
});

it('tells where requests came from to admins only, in the list and in downloads', async () => {
  const [target, address] = ['addressed', '192.0.2.44'];
  const from = { ...store.context, address };
  await writeAuditEvents(prisma(), from, [{ action: 'story.from', realm: 'dev', target }]);
  const tokens: EventToken[] = [{ key: 'target', operator: '=', value: target }];
  const query = { tokens, operation: 'and' } as const;
  for (const [role, shown] of [
    ['admin', true],
    ['editor', false],
    ['viewer', false],
  ] as const) {
    const { events } = await listEvents(by(role), 'dev', query);
    expect(events).toMatchObject([{ target, address: shown ? address : null }]);
    for (const format of ['json', 'csv'] as const) {
      const file = await download(role, query, format);
      expect(file).toContain(target);
      expect(file.includes(address), `${format} for ${role}`).toBe(shown);
    }
  }
});

it.each(['=1+1', '+1+1', '-1+1', '@SUM(A1:A9)', '\t=1+1'])(
  'escapes cells of the download that a spreadsheet would calculate: %j',
  async (target) => {
    await writeAuditEvents(prisma(), store.context, [{ action: 'story.cell', realm: 'dev', target }]);
    const tokens: EventToken[] = [{ key: 'target', operator: '=', value: target }];
    const query = { tokens, operation: 'and' as const };
    let csv = '';
    for await (const part of await exportEvents(store.context, 'dev', query, 'csv')) csv += part;
    const cells = csv.split(/[,\n]/);
    expect(cells).toContain(`'${target}`);
    expect(cells).not.toContain(target);
  },
);
