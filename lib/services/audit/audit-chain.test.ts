import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { walkAuditChain } from '../../db/audit-chain';
import { asRole, CONSOLE_ROLE, consolePassword, ensureRole, grantConsole } from '../../db/console-role';
import { createPrisma, prisma } from '../../db/prisma';
import { startMinuteJobs } from '../../jobs/every-minute';
import { tidyHistory } from '../history/tidy-history';
import { setEnabledNow } from '../testing/as-seen';
import { openFilledStore } from '../testing/test-store';
import { writeAuditEvent, writeAuditEvents } from './write-audit-event';

let store: Awaited<ReturnType<typeof openFilledStore>>;
let consoleUrl: string;

beforeAll(async () => {
  store = await openFilledStore();
  const password = await consolePassword(await mkdtemp(path.join(tmpdir(), 'lava-role-')));
  await ensureRole(store.url, CONSOLE_ROLE, password);
  await grantConsole(store.url, CONSOLE_ROLE);
  consoleUrl = asRole(store.url, CONSOLE_ROLE, password);
  const hostile = ['plain', '12:34-', '🌋 é', 'a\nb', ''];
  await writeAuditEvents(
    prisma(),
    { ...store.context, address: '127.0.0.1' },
    hostile.map((target) => ({ action: 'test.event', target, details: { target, list: [1, null, 1.5e10] } })),
  );
});
afterAll(() => store.close());

const broken = async () => (await walkAuditChain(store.url)).broken;

/** Does something as the owner of the tables with the triggers off, looks at the chain, and takes it back. */
const tampered = (...statements: readonly string[]) => during(statements, broken);

async function during<T>(statements: readonly string[], look: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: store.url });
  await client.connect();
  try {
    await client.query('create table kept as select * from "AuditEvent"');
    await client.query('alter table "AuditEvent" disable trigger user');
    for (const statement of statements) await client.query(statement);
    return await look();
  } finally {
    await client.query(`delete from "AuditEvent"; insert into "AuditEvent" select * from kept; drop table kept;
      alter table "AuditEvent" enable trigger user`);
    await client.end();
    expect(await broken()).toBeNull();
  }
}

/** Runs the command on the store as an operator does; what it wrote, and its exit code. */
function verifyAudit(...args: readonly string[]) {
  const script = path.resolve(import.meta.dirname, '../../../scripts/verify-audit.mjs');
  return promisify(execFile)(process.execPath, [script, ...args], {
    env: { NODE_ENV: 'production', DOT_ENV: 'off', PATH: process.env.PATH, DATABASE_URL: store.url },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, told: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, told: `${stdout}${stderr}` }),
  );
}

describe('npm run verify-audit', () => {
  it('ends with 0 while the chain holds, and with 1 when an event was changed', async () => {
    const whole = await verifyAudit();
    expect(whole).toMatchObject({ code: 0, told: expect.stringContaining('The chain holds.') });
    const [, head = ''] = /head {5}(\S+)/.exec(whole.told) ?? [];
    expect(await verifyAudit('--expect-head', head)).toMatchObject({ code: 0 });
    expect(await verifyAudit('--expect-head', 'no head')).toMatchObject({ code: 2 });
    const beyond = head.replace(/\d+$/, '900000');
    expect(await verifyAudit('--expect-head', beyond)).toMatchObject({
      code: 1,
      told: expect.stringContaining('BROKEN   event 900000'),
    });
    const changed = `update "AuditEvent" set "actor" = 'nobody' where "seq" = 3`;
    expect(await during([changed], () => verifyAudit())).toMatchObject({
      code: 1,
      told: expect.stringContaining('BROKEN   event 3'),
    });
  });
});

describe('the chain', () => {
  it('holds from its first event, whatever the events hold', async () => {
    const report = await walkAuditChain(store.url);
    expect(report).toMatchObject({ broken: null, anchor: null, first: { seq: 1 } });
    expect(report.count).toBe(await prisma().auditEvent.count());
    expect(report.last?.seq).toBe(report.count);
  });

  it('holds when many write at once, and when one is taken back', async () => {
    const before = (await walkAuditChain(store.url)).count;
    const write = () => writeAuditEvent(prisma(), store.context, { action: 'test.many' });
    const takenBack = prisma()
      .$transaction(async (db) => {
        await writeAuditEvent(db, store.context, { action: 'test.taken-back' });
        throw new Error('taken back');
      })
      .catch(() => undefined);
    await Promise.all([takenBack, ...Array.from({ length: 30 }, write)]);
    expect(await walkAuditChain(store.url)).toMatchObject({ broken: null, count: before + 30 });
  });

  it.each([
    ['"actor" = \'x\''],
    ['"actorId" = \'x\''],
    ['"address" = \'10.0.0.1\''],
    ['"requestId" = \'x\''],
    ['"realm" = \'x\''],
    ['"action" = \'x\''],
    ['"target" = \'x\''],
    ['"outcome" = \'x\''],
    ['"details" = \'{"x":1}\''],
    ['"at" = "at" + interval \'1 ms\''],
    ['"id" = gen_random_uuid()'],
    ['"hash" = repeat(\'0\', 64)'],
  ])('shows that %s was written into an event', async (change) => {
    expect(await tampered(`update "AuditEvent" set ${change} where "seq" = 3`)).toMatchObject({ seq: 3 });
  });

  it('shows that a value moved from one column to its neighbour', async () => {
    const moved = await tampered(
      `update "AuditEvent" set "realm" = "target", "target" = "realm" where "target" = 'plain'`,
    );
    expect(moved).not.toBeNull();
  });

  it('shows a deletion in the middle, also when the rest is numbered anew', async () => {
    const remove = 'delete from "AuditEvent" where "seq" = 3';
    expect(await tampered(remove)).toMatchObject({ seq: 4, reason: expect.stringContaining('missing') });
    const renumber = 'update "AuditEvent" set "seq" = 3 where "seq" = 4';
    expect(await tampered(remove, renumber)).toMatchObject({ seq: 3 });
  });

  it('shows that two events changed places', async () => {
    expect(
      await tampered(
        'update "AuditEvent" set "seq" = 1000000 where "seq" = 3',
        'update "AuditEvent" set "seq" = 3 where "seq" = 4',
        'update "AuditEvent" set "seq" = 4 where "seq" = 1000000',
      ),
    ).toMatchObject({ seq: 3 });
  });

  it('shows a deletion at the end, or a chain written anew, to whoever kept the head', async () => {
    const { last } = await walkAuditChain(store.url);
    if (!last) throw new Error('There are no events.');
    expect((await walkAuditChain(store.url, last)).broken).toBeNull();
    const client = new pg.Client({ connectionString: store.url });
    await client.connect();
    try {
      await client.query('create table kept as select * from "AuditEvent"');
      await client.query('alter table "AuditEvent" disable trigger user');
      await client.query('delete from "AuditEvent" where "seq" = $1', [last.seq]);
      expect((await walkAuditChain(store.url)).broken).toBeNull();
      expect((await walkAuditChain(store.url, last)).broken).toMatchObject({ seq: last.seq });
      await client.query('insert into "AuditEvent" select * from kept where "seq" = $1', [last.seq]);
    } finally {
      await client.query('alter table "AuditEvent" enable trigger user; drop table kept');
      await client.end();
    }
    await writeAuditEvent(prisma(), store.context, { action: 'test.later' });
    expect((await walkAuditChain(store.url, last)).broken).toBeNull();
  });
});

describe('the database', () => {
  it.each([
    ['update "AuditEvent" set "actor" = \'x\' where "seq" = 1'],
    ['delete from "AuditEvent" where "seq" = 1'],
    ['truncate "AuditEvent"'],
    ['truncate "AuditAnchor"'],
  ])('refuses %s, also to the owner of the table', async (statement) => {
    await expect(prisma().$executeRawUnsafe(statement)).rejects.toThrow(/append-only/);
    expect(await broken()).toBeNull();
  });

  it.each([
    ['that names no event', "select 1000000, repeat('a', 64)"],
    ['with another hash than its event', `select "seq", repeat('a', 64) from "AuditEvent" where "seq" = 3`],
    ['of an event that is not old enough', 'select "seq", "hash" from "AuditEvent" where "seq" = 3'],
  ])('refuses an anchor %s, also to the owner of the table', async (_, names) => {
    const anchor = `insert into "AuditAnchor" ("id", "seq", "hash")
      select gen_random_uuid(), n.* from (${names}) n`;
    await expect(prisma().$executeRawUnsafe(anchor)).rejects.toThrow(/anchor names|30 days/);
    expect(await prisma().auditAnchor.count()).toBe(0);
  });

  it('gives an event its place, time and hash, whatever is written there', async () => {
    await prisma().auditEvent.create({
      data: {
        seq: 1n,
        hash: 'x',
        at: new Date(0),
        actor: 'x',
        action: 'test.forged',
        outcome: 'done',
        details: {},
      },
    });
    const forged = await prisma().auditEvent.findFirstOrThrow({ where: { action: 'test.forged' } });
    expect(forged.seq).toBeGreaterThan(1n);
    expect(Date.now() - forged.at.getTime()).toBeLessThan(60_000);
    expect(await broken()).toBeNull();
  });

  it('lets the role of the web server add and read events, and no more', async () => {
    const client = createPrisma(consoleUrl);
    try {
      await writeAuditEvent(client, store.context, { action: 'test.as-console' });
      expect(await client.auditEvent.count()).toBeGreaterThan(0);
      for (const statement of [
        'update "AuditEvent" set "actor" = \'x\'',
        'delete from "AuditEvent"',
        'truncate "AuditEvent"',
        'alter table "AuditEvent" disable trigger user',
        'drop trigger audit_append_only on "AuditEvent"',
        'create or replace function audit_append_only() returns trigger language plpgsql as $$ begin return old; end $$',
        'insert into "AuditAnchor" ("id", "seq", "hash") values (gen_random_uuid(), 1000000, \'x\')',
        'drop table "AuditEvent"',
        'set session_replication_role = replica',
      ]) {
        await expect(client.$executeRawUnsafe(statement), statement).rejects.toThrow(
          /permission denied|must be owner/,
        );
      }
      // Whoever has taken over the web server cannot hide what happened just now behind retention.
      const [gone] = await client.$queryRaw<{ n: bigint }[]>`select audit_let_go(now()) as "n"`;
      expect(gone?.n).toBe(0n);
    } finally {
      await client.$disconnect();
    }
    expect(await broken()).toBeNull();
  });

  it('lets that role keep the queue of jobs, also one that the owner made before', async () => {
    const jobs = [{ name: 'a-job', work: async () => undefined }];
    await (await startMinuteJobs(store.url, jobs)).stop();
    await grantConsole(store.url, CONSOLE_ROLE);
    const queue = await startMinuteJobs(consoleUrl, [
      { ...jobs[0], name: 'another', work: async () => undefined },
    ]);
    await queue.stop();
  });
});

describe('a refusal', () => {
  it('is recorded with who, where and what, once a minute', async () => {
    const viewer = {
      ...store.context,
      requestId: 'refused-request',
      address: '192.0.2.7',
      actor: {
        id: 'v-1',
        name: 'Vera',
        roleIn: (name: string) => (name === 'dev' ? ('viewer' as const) : null),
      },
    };
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await expect(
        setEnabledNow(viewer, { realm: 'dev', connIds: ['crm-sync'], enabled: false }),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(
        setEnabledNow(viewer, { realm: 'prod', connIds: ['crm-sync'], enabled: false }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    const events = await prisma().auditEvent.findMany({ where: { actorId: 'v-1' }, orderBy: { seq: 'asc' } });
    expect(events).toMatchObject([
      {
        actor: 'Vera',
        action: 'access.refused',
        realm: 'dev',
        target: 'connection:write',
        outcome: 'refused',
        address: '192.0.2.7',
        requestId: 'refused-request',
      },
      { realm: 'prod', target: 'connection:write', outcome: 'refused' },
    ]);
  });
});

describe('retention', () => {
  it('lets go of the oldest events only, and keeps an anchor that the chain goes on from', async () => {
    const client = new pg.Client({ connectionString: store.url });
    await client.connect();
    // As if the first five had been written long ago: their hashes are made anew, and those of all after them.
    await client.query(`alter table "AuditEvent" disable trigger user`);
    await client.query(`do $$
      declare e "AuditEvent"; previous text := '';
      begin
        for e in select * from "AuditEvent" order by "seq" loop
          if e."seq" <= 5 then e."at" := now() - interval '100 days' + e."seq" * interval '1 second'; end if;
          previous := audit_event_hash(previous, e);
          update "AuditEvent" set "at" = e."at", "hash" = previous where "id" = e."id";
        end loop;
      end $$`);
    await client.query(`alter table "AuditEvent" enable trigger user`);
    await client.end();
    const before = await walkAuditChain(store.url);
    expect(before.broken).toBeNull();
    const [early, later] = await prisma().auditEvent.findMany({
      where: { seq: { in: [3, 6] } },
      orderBy: { seq: 'asc' },
    });
    await prisma().setting.deleteMany({ where: { key: 'history.tidied' } });
    // In several goes, each with its event.
    expect(await tidyHistory(90, 2)).toMatchObject({ events: 5 });
    expect(await walkAuditChain(store.url)).toMatchObject({
      broken: null,
      anchor: { seq: 5 },
      first: { seq: 6 },
      count: before.count - 2,
    });
    await expect(prisma().$executeRaw`delete from "AuditEvent" where "seq" = 6`).rejects.toThrow(
      /append-only/,
    );
    const events = await prisma().auditEvent.findMany({ orderBy: { seq: 'desc' }, take: 3 });
    expect(events).toMatchObject(
      [1, 2, 2].map((gone) => ({
        actor: 'schedule',
        action: 'history.let-go',
        details: { versions: 0, events: gone },
      })),
    );
    expect(await prisma().auditAnchor.count()).toBe(3);
    const noted = (event: typeof early) => ({ seq: Number(event?.seq), hash: event?.hash ?? '' });
    expect(await walkAuditChain(store.url, noted(later))).toMatchObject({ broken: null, notShown: null });
    expect(await walkAuditChain(store.url, noted(early))).toMatchObject({
      broken: null,
      notShown: expect.stringContaining('event 3, the head that was noted down, was let go'),
    });
    const { seq, hash } = noted(early);
    const told = await verifyAudit('--expect-head', `${hash}/${seq}`);
    expect(told).toMatchObject({ code: 3, told: expect.stringContaining('cannot show') });
    expect(told.told).not.toContain('The chain holds.');
  });

  it('that was invented with the triggers off shows to whoever kept a head', async () => {
    const { last } = await walkAuditChain(store.url);
    if (!last) throw new Error('There are no events.');
    const client = new pg.Client({ connectionString: store.url });
    await client.connect();
    await client.query(`
      alter table "AuditAnchor" disable trigger user;
      insert into "AuditAnchor" ("id", "seq", "hash") values (gen_random_uuid(), 1000000, repeat('a', 64));
      alter table "AuditAnchor" enable trigger user;
      delete from "AuditEvent"`);
    await client.end();
    await writeAuditEvent(prisma(), store.context, { action: 'test.forged' });
    expect(await walkAuditChain(store.url, last)).toMatchObject({
      count: 1,
      broken: null,
      notShown: expect.stringContaining('the chain begins after event 1000000'),
    });
  });
});
