import { monitorEventLoopDelay } from 'node:perf_hooks';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Spec } from '../../connectors/spec';
import { prisma } from '../../db/prisma';
import { DEFAULT_QUERY } from '../../listing/list-query';
import { EXPORT_FORMATS, IMPORT_LIMITS } from '../../listing/transfer';
import { ConnectionWriter } from '../connections/connection-writer';
import { deriveColumns } from '../connections/derive-columns';
import { findingContext } from '../connections/finding-context';
import { listConnections } from '../connections/list-connections';
import { asSpec } from '../connections/stored-spec';
import { updateConnection } from '../connections/update-connection';
import { listVersions } from '../history/list-versions';
import { openFilledStore } from '../testing/test-store';
import { exportConnections } from './export-connections';
import { importConnections } from './import-connections';
import { previewImport } from './preview-import';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
});
afterAll(() => store.close());

const files = (...specs: object[]) => [
  { name: 'specs.json', bytes: strToU8(JSON.stringify(specs, null, 2)) },
];
const preview = (...specs: object[]) =>
  previewImport(store.context, { realm: 'dev', files: files(...specs) }).then(({ rows }) => rows);
const choose = (connId: string, version: number | null = null) => ({ connId, version });
const importThese = (specs: object[], chosen: { connId: string; version: number | null }[], note?: string) =>
  importConnections(store.context, { realm: 'dev', files: files(...specs), chosen, note });
const rowOf = (connId: string) =>
  prisma().connection.findFirst({ where: { connId, realm: { name: 'dev' } } });
const specOf = async (connId: string): Promise<Spec> => asSpec((await rowOf(connId))?.spec ?? null);
const eventsOf = (target: string) =>
  prisma().auditEvent.findMany({ where: { action: 'connection.import', target, realm: 'dev' } });

const EXAMPLE = {
  type: 'redshift',
  enabled: true,
  host: 'analytics-dev.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com',
  port: 5439,
  database: 'warehouse',
  user: 'etl',
  ssl: true,
  owner: 'data@example.com',
  description: 'x'.repeat(300),
  'x-note': 'y'.repeat(350),
};

const ODD = {
  'x-order': { z: 1, a: [{ c: 'é👩‍🚀', b: null }] },
  type: 'TypeCase',
  conn_id: 'odd/one',
  enabled: 'false',
  port: ' 5439 ',
  unknown: [],
};

describe('files of the greatest size', () => {
  const COUNT = IMPORT_LIMITS.connections - 1;
  const specs = Array.from({ length: COUNT }, (_, index) => ({ ...EXAMPLE, conn_id: `many/${index}` }));
  const yaml = (spec: object) =>
    Object.entries(spec)
      .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
      .join('');

  it.each([
    ['JSON', 'many.json', () => strToU8(JSON.stringify(specs))],
    ['YAML', 'many.yaml', () => strToU8(specs.map(yaml).join('---\n'))],
    ['a YAML list', 'many.yaml', () => strToU8(specs.map((spec) => `- ${JSON.stringify(spec)}\n`).join(''))],
    [
      'a ZIP',
      'many.zip',
      () => zipSync(Object.fromEntries(specs.map((spec, index) => [`${index}.yaml`, strToU8(yaml(spec))]))),
    ],
  ])('do not hold the server up: %s', async (_, name, bytesOf) => {
    const bytes = bytesOf();
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await new Promise((resolve) => setTimeout(resolve, 20));
    delay.reset();
    const begun = performance.now();
    const { rows } = await previewImport(store.context, { realm: 'dev', files: [{ name, bytes }] });
    delay.disable();
    expect(rows).toHaveLength(COUNT);
    expect(rows.every(({ state }) => state === 'new')).toBe(true);
    // Never for the greater part of the time at once, as it would be if the files were read here.
    expect(delay.max / 1e6 / (performance.now() - begun)).toBeLessThan(0.5);
  });

  it('are read no further when the request is cancelled', async () => {
    const bytes = strToU8(specs.map(yaml).join('---\n'));
    const cancel = new AbortController();
    const cancelled = previewImport(
      store.context,
      { realm: 'dev', files: [{ name: 'many.yaml', bytes }] },
      cancel.signal,
    );
    setTimeout(() => cancel.abort(), 100);
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect(await preview(ODD)).toHaveLength(1);
  });
});

describe('a preview', () => {
  it('tells new, changed, same and refused apart, with findings, fields, lines and reasons', async () => {
    const stored = await specOf('etl-warehouse');
    const reversed = Object.fromEntries(Object.entries(await specOf('backfill')).reverse());
    const rows = await preview(ODD, { ...stored, owner: 'new@example.com', 'x-new': 1 }, reversed, {
      conn_id: 'pasted',
      password: 'hunter2 hunter2',
    });
    expect(rows).toMatchObject([
      { connId: 'odd/one', state: 'new', version: null, line: 2, changes: [] },
      {
        connId: 'etl-warehouse',
        state: 'changed',
        version: 1,
        changes: [
          { field: 'owner', before: stored.owner, after: 'new@example.com' },
          { field: 'x-new', after: 1 },
        ],
      },
      { connId: 'backfill', state: 'same', changes: [] },
      { connId: 'pasted', state: 'refused', findings: [] },
    ]);
    expect(rows[0]?.findings.map(({ code }) => code)).toContain('ENABLED_IS_TEXT');
    expect(rows[3]?.reason).toMatch(/looks like the secret itself/);
    expect(JSON.stringify(rows)).not.toContain('hunter2');
    expect(await rowOf('odd/one')).toBeNull();
  });

  it('refuses what passes a limit as a whole, and a realm that is not there', async () => {
    await expect(previewImport(store.context, { realm: 'dev', files: [] })).rejects.toMatchObject({
      code: 'TOO_LARGE',
    });
    await expect(previewImport(store.context, { realm: 'nowhere', files: files({}) })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('an import', () => {
  it('keeps a spec exactly as it is, with its findings and the columns that follow', async () => {
    expect(await importThese([ODD], [choose('odd/one')])).toEqual({ created: ['odd/one'], updated: [] });
    const row = await prisma().connection.findFirstOrThrow({
      where: { connId: 'odd/one' },
      include: { realm: true },
    });
    expect(JSON.stringify(row.spec)).toBe(JSON.stringify(ODD));
    expect(row).toMatchObject(deriveColumns(ODD, await findingContext(prisma(), row.realm, ODD)));
    expect(await eventsOf('odd/one')).toMatchObject([
      { actor: 'admin', outcome: 'done', details: { spec: ODD } },
    ]);
  });

  it('changes what is there, takes only what was chosen, and leaves alone what is the same', async () => {
    const [one, two, three] = [
      await specOf('crm-sync'),
      await specOf('compliance'),
      await specOf('backfill'),
    ];
    const changed = { ...one, owner: 'imported@example.com' };
    const result = await importThese(
      [changed, { ...two, owner: 'imported@example.com' }, three],
      [choose('crm-sync', 1), choose('backfill', 1)],
      ' The owner left. ',
    );
    expect(result).toEqual({ created: [], updated: ['crm-sync'] });
    const { versions } = await listVersions(store.context, 'dev', 'crm-sync');
    expect(versions[0]).toMatchObject({ version: 2, action: 'import', note: 'The owner left.' });
    expect(await rowOf('crm-sync')).toMatchObject({
      version: 2,
      owner: 'imported@example.com',
      spec: changed,
    });
    expect(await specOf('compliance')).toEqual(two);
    expect(await rowOf('backfill')).toMatchObject({ version: 1 });
    expect(await eventsOf('crm-sync')).toMatchObject([
      { details: { version: 2, changed: { fields: [{ field: 'owner', after: 'imported@example.com' }] } } },
    ]);
    expect(await eventsOf('backfill')).toEqual([]);
  });

  it('refuses as a whole when the store changed since the preview, and names what did', async () => {
    const spec = await specOf('etl-warehouse');
    await updateConnection(store.context, {
      realm: 'dev',
      connId: 'etl-warehouse',
      version: 1,
      spec: { ...spec, owner: 'somebody@example.com' } as never,
    });
    const specs = [{ ...spec, owner: 'file@example.com' }, { conn_id: 'innocent' }, ODD];
    await expect(
      importThese(specs, [choose('innocent'), choose('etl-warehouse', 1), choose('odd/one')]),
    ).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'Changed since the preview: etl-warehouse, odd/one.',
      extra: { problems: [{ path: 'etl-warehouse' }, { path: 'odd/one' }] },
    });
    expect(await rowOf('innocent')).toBeNull();
    expect(await rowOf('etl-warehouse')).toMatchObject({ version: 2, owner: 'somebody@example.com' });
  });

  it('imports nothing when the record of it cannot be written', async () => {
    await prisma().$executeRawUnsafe(`
      create function refuse_event() returns trigger language plpgsql as
        $$ begin if new."target" = 'last' then raise exception 'no'; end if; return new; end $$`);
    await prisma().$executeRawUnsafe(
      'create trigger refuse_event before insert on "AuditEvent" for each row execute function refuse_event()',
    );
    const crm = await rowOf('crm-sync');
    const specs = [{ conn_id: 'first' }, { ...(await specOf('crm-sync')), owner: 'x' }, { conn_id: 'last' }];
    await expect(
      importThese(specs, [choose('first'), choose('crm-sync', crm?.version), choose('last')]),
    ).rejects.toThrow();
    await prisma().$executeRawUnsafe('drop trigger refuse_event on "AuditEvent"');
    expect(await rowOf('first')).toBeNull();
    expect(await rowOf('crm-sync')).toEqual(crm);
    expect(await eventsOf('first')).toEqual([]);
  });

  it('lets what is stored stay beyond the limits, and changes nothing else beyond them', async () => {
    // As a pull brings it: lava has no limit but DynamoDB's.
    const long = { type: 'slack', description: 'd'.repeat(1_500), 'x-note': '\n'.repeat(250_000) };
    const spec = { ...long, conn_id: 'long', enabled: true };
    const realm = await prisma().realm.findUniqueOrThrow({ where: { name: 'dev' } });
    await prisma().$transaction(async (db) => {
      const writer = new ConnectionWriter(db, store.context, realm);
      writer.create(spec, deriveColumns(spec, await findingContext(db, realm, spec)), {
        action: 'take-over',
        event: { action: 'connection.create', details: {} },
      });
      await writer.finish();
    });
    const changed = { ...spec, enabled: false };
    const longer = { ...spec, description: 'e'.repeat(1_500) };
    expect(await preview(spec)).toMatchObject([{ state: 'same' }]);
    expect(await preview(changed)).toMatchObject([
      { state: 'refused', reason: expect.stringMatching(/400 KB/) },
    ]);
    const shorter = { ...changed, 'x-note': '\n'.repeat(240_000) };
    expect(await preview(shorter)).toMatchObject([{ state: 'changed', version: 1 }]);
    expect(await preview(longer, { ...spec, conn_id: 'long/new' })).toMatchObject([
      { state: 'refused', reason: expect.stringMatching(/1,500 characters/) },
      { state: 'refused' },
    ]);
    await expect(importThese([longer], [choose('long', 1)])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await importThese([shorter], [choose('long', 1)])).toEqual({ created: [], updated: ['long'] });
  });

  it('refuses a choice that the files do not hold or cannot give', async () => {
    const specs = [{ conn_id: 'pasted', password: 'hunter2 hunter2' }];
    for (const connId of ['pasted', 'not-there']) {
      await expect(importThese(specs, [choose(connId)])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
    await expect(importThese(specs, [])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const forged = [{ connId: 'x', version: null, role: 'admin' }];
    await expect(importThese(specs, forged)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('lets only one of two at the same time create a connection', async () => {
    const results = await Promise.allSettled(
      [1, 2, 3].map((x) => importThese([{ conn_id: 'race', x }], [choose('race')])),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'CONFLICT' });
    }
  });

  it('takes 10,000 connections', { timeout: 120_000 }, async () => {
    const specs = Array.from({ length: 10_000 }, (_, i) => ({
      conn_id: `many/${i}`,
      type: 'redshift',
      password: '/lava/dev/x',
    }));
    const { created } = await importThese(
      specs,
      specs.map(({ conn_id }) => choose(conn_id)),
    );
    expect(created).toHaveLength(10_000);
    await prisma().connection.deleteMany({ where: { connId: { startsWith: 'many/' } } });
  });
});

describe('an export', () => {
  it.each(EXPORT_FORMATS)('as %s, imported again, is all the same', async (format) => {
    const { bytes, extension } = await exportConnections(store.context, 'dev', DEFAULT_QUERY, format);
    const { rows } = await previewImport(store.context, {
      realm: 'dev',
      files: [{ name: `all.${extension}`, bytes }],
    });
    const { total } = await listConnections(store.context, 'dev', DEFAULT_QUERY);
    expect(
      rows.filter(({ state }) => state !== 'same').map(({ connId, reason }) => [connId, reason]),
    ).toEqual([]);
    expect(rows).toHaveLength(total);
  });

  it('holds exactly the filtered connections, all pages, in the order of the list, and is recorded', async () => {
    const query = {
      ...DEFAULT_QUERY,
      tokens: [{ key: 'loginMethod', operator: '=', value: 'iam' } as const],
      descending: true,
      pageSize: 20,
    };
    const { rows } = await listConnections(store.context, 'prod', { ...query, pageSize: 200 });
    const { bytes } = await exportConnections(store.context, 'prod', query, 'json');
    const specs: Spec[] = JSON.parse(Buffer.from(bytes).toString());
    expect(specs.map(({ conn_id }) => conn_id)).toEqual(rows.map(({ connId }) => connId));
    const event = await prisma().auditEvent.findFirstOrThrow({
      where: { action: 'connection.export', realm: 'prod' },
    });
    expect(event.details).toMatchObject({
      format: 'json',
      connections: specs.length,
      filter: 'f=loginMethod%3Diam&sort=-connId&size=20',
    });
    const files = await exportConnections(store.context, 'prod', query, 'yaml-files');
    expect(Object.keys(unzipSync(files.bytes))).toEqual(rows.map(({ connId }) => `${connId}.yaml`));
  });

  it('refuses an unknown format', async () => {
    await expect(exportConnections(store.context, 'dev', DEFAULT_QUERY, 'exe')).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});
