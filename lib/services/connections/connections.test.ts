import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { prisma } from '../../db/prisma';
import { DEFAULT_QUERY, type FilterToken, SORT_KEYS, type SortKey } from '../../listing/list-query';
import { QUICK_FILTERS } from '../../listing/quick-filters';
import { loginSummary } from '../audit/login-summary';
import type { ServiceError } from '../errors';
import { deleteNow, restoreNow, setEnabledNow } from '../testing/as-seen';
import { expectColumnsDerived } from '../testing/expect-columns-derived';
import { openFilledStore } from '../testing/test-store';
import { deleteView } from '../views/delete-view';
import { listViews } from '../views/list-views';
import { saveView } from '../views/save-view';
import { createConnection } from './create-connection';
import { duplicateConnections } from './duplicate-connections';
import { getConnection } from './get-connection';
import { listConnections, listFacets } from './list-connections';
import { quickFigures } from './quick-figures';
import { updateConnection } from './update-connection';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
});

afterAll(() => store.close());

const SPEC = {
  type: 'redshift',
  enabled: true,
  host: 'etl.c7k2mzq4x9ab.ap-southeast-2.redshift.amazonaws.com',
  port: 5439,
  database: 'analytics',
  user: 'etl',
  owner: 'team@example.com',
  description: 'Made by a test.',
};

const query = (tokens: readonly FilterToken[], more: object = {}) => ({ ...DEFAULT_QUERY, tokens, ...more });
const list = (tokens: readonly FilterToken[], more: object = {}) =>
  listConnections(store.context, 'dev', query(tokens, more));

async function refusal(promise: Promise<unknown>): Promise<ServiceError> {
  return promise.then(
    () => Promise.reject(new Error('It was not refused.')),
    (error: ServiceError) => error,
  );
}

afterEach(expectColumnsDerived);

describe('saving', () => {
  it('keeps the spec whole, its columns derived, and an audit event beside it', async () => {
    const spec = { conn_id: 'saving/new', ...SPEC, 'x-team': { cost: [1, 2] } };
    await createConnection(store.context, { realm: 'dev', spec });
    const saved = await getConnection(store.context, 'dev', 'saving/new');
    expect(saved.spec).toEqual(spec);
    expect(saved).toMatchObject({ version: 1, createdBy: 'admin', loginMethod: 'iam' });
    const events = await prisma().auditEvent.findMany({ where: { target: 'saving/new' } });
    expect(events.map(({ action, actor }) => [action, actor])).toEqual([['connection.create', 'admin']]);
  });

  it('refuses a conn_id that is taken, at its field', async () => {
    const error = await refusal(
      createConnection(store.context, { realm: 'dev', spec: { conn_id: 'etl-warehouse', ...SPEC } }),
    );
    expect(error.code).toBe('ALREADY_EXISTS');
    expect(error.extra.problems?.[0]?.path).toBe('conn_id');
  });

  it('names every wrong value with its field and changes nothing', async () => {
    const before = await prisma().connection.count();
    const error = await refusal(
      createConnection(store.context, {
        realm: 'dev',
        spec: { conn_id: '../etc', ...SPEC, port: 0, host: 'a b', role: 'admin' },
      }),
    );
    expect(error.code).toBe('INVALID_INPUT');
    const paths = (error.extra.problems ?? []).map((problem) => problem.path);
    expect(paths).toEqual(expect.arrayContaining(['conn_id', 'port', 'host', 'role']));
    expect(await prisma().connection.count()).toBe(before);
  });

  it('refuses what looks like a password and echoes it nowhere', async () => {
    const pasted = 'Tr0ub4dor&3-horse-staple';
    const error = await refusal(
      createConnection(store.context, {
        realm: 'dev',
        spec: { conn_id: 'saving/pasted', ...SPEC, password: pasted },
      }),
    );
    expect(error.extra.problems).toEqual([
      expect.objectContaining({ path: 'password', code: 'LOOKS_LIKE_A_PASSWORD' }),
    ]);
    expect(JSON.stringify(error.toDto())).not.toContain(pasted);
    expect(
      JSON.stringify(await prisma().auditEvent.findMany({ select: { target: true, details: true } })),
    ).not.toContain(pasted);
  });

  it('shows the newer version also to whoever has a field that is gone since', async () => {
    const connId = 'saving/gone';
    await createConnection(store.context, { realm: 'dev', spec: { conn_id: connId, ...SPEC } });
    await prisma().$executeRaw`
      update "Connection" set "spec" = ("spec"::jsonb || '{"legacy":"x"}')::json where "connId" = ${connId}`;
    const change = { realm: 'dev', connId, version: 1 };
    await updateConnection(store.context, { ...change, spec: { conn_id: connId, ...SPEC } });
    const late = await updateConnection(store.context, {
      ...change,
      spec: { conn_id: connId, ...SPEC, legacy: 'x', description: 'late' },
    });
    expect(late).toMatchObject({ status: 'conflict', current: { version: 2 } });
  });

  it('refuses the second of two saves from one version and shows the first', async () => {
    await createConnection(store.context, { realm: 'dev', spec: { conn_id: 'saving/both', ...SPEC } });
    const save = (description: string) =>
      updateConnection(store.context, {
        realm: 'dev',
        connId: 'saving/both',
        version: 1,
        spec: { conn_id: 'saving/both', ...SPEC, description },
      });
    const results = await Promise.all([save('one'), save('two')]);
    expect(results.map((result) => result.status).sort()).toEqual(['conflict', 'saved']);
    const conflict = results.find((result) => result.status === 'conflict');
    const stored = await getConnection(store.context, 'dev', 'saving/both');
    expect(conflict).toMatchObject({ current: { version: 2, spec: stored.spec } });
    expect(
      await prisma().auditEvent.count({ where: { target: 'saving/both', action: 'connection.update' } }),
    ).toBe(1);
  });

  it('changes nothing when the audit event cannot be written', async () => {
    await prisma().$executeRaw`alter table "AuditEvent" add constraint "closed" check (false) not valid`;
    try {
      await expect(
        createConnection(store.context, { realm: 'dev', spec: { conn_id: 'saving/unaudited', ...SPEC } }),
      ).rejects.toThrow();
    } finally {
      await prisma().$executeRaw`alter table "AuditEvent" drop constraint "closed"`;
    }
    expect(await prisma().connection.count({ where: { connId: 'saving/unaudited' } })).toBe(0);
  });

  it('enables and disables, leaving alone what is so already', async () => {
    for (const connId of ['toggle/a', 'toggle/b']) {
      await createConnection(store.context, { realm: 'dev', spec: { conn_id: connId, ...SPEC } });
    }
    const connIds = ['toggle/a', 'toggle/b'];
    expect(await setEnabledNow(store.context, { realm: 'dev', connIds, enabled: false })).toEqual({
      changed: connIds,
    });
    expect(await setEnabledNow(store.context, { realm: 'dev', connIds, enabled: false })).toEqual({
      changed: [],
    });
    expect(
      (await list([{ key: 'enabled', operator: '=', value: 'false' }])).rows.map((row) => row.connId),
    ).toEqual(expect.arrayContaining(connIds));
  });

  it('wants the name typed before it deletes from a protected realm', async () => {
    await createConnection(store.context, { realm: 'prod', spec: { conn_id: 'delete-me', ...SPEC } });
    const remove = (confirmation?: string) =>
      deleteNow(store.context, {
        realm: 'prod',
        connIds: ['delete-me'],
        ...(confirmation && { confirmation }),
      });
    expect((await refusal(remove())).code).toBe('INVALID_INPUT');
    expect((await refusal(remove('delete'))).code).toBe('INVALID_INPUT');
    expect(await remove('delete-me')).toMatchObject({ deleted: ['delete-me'] });
    expect((await refusal(getConnection(store.context, 'prod', 'delete-me'))).code).toBe('NOT_FOUND');
  });
});

it('sends no password that stands where a reference belongs, and lets nobody save what stands in for it', async () => {
  await createConnection(store.context, { realm: 'dev', spec: { conn_id: 'pasted', ...SPEC } });
  await prisma().$executeRaw`
    update "Connection" set "spec" = (jsonb_set("spec"::jsonb, '{password}', '"Hunter2!Hunter2!xyz"'))::json
    where "connId" = 'pasted'`;
  const { spec, version, ...others } = await getConnection(store.context, 'dev', 'pasted');
  expect(JSON.stringify([spec, others])).not.toContain('Hunter2');
  const sent = JSON.parse(JSON.stringify(spec));
  const saved = updateConnection(store.context, { realm: 'dev', connId: 'pasted', version, spec: sent });
  expect((await refusal(saved)).extra.problems).toMatchObject([{ path: 'password' }]);
  await deleteNow(store.context, { realm: 'dev', connIds: ['pasted'] });
});

describe('copying and restoring', () => {
  it('copies several at once, disabled and under free names', async () => {
    await createConnection(store.context, { realm: 'dev', spec: { conn_id: 'copy/a', ...SPEC } });
    await createConnection(store.context, { realm: 'dev', spec: { conn_id: 'copy/a-copy', ...SPEC } });
    const connIds = ['copy/a', 'copy/a-copy'];
    expect(await duplicateConnections(store.context, { realm: 'dev', connIds })).toEqual({
      created: ['copy/a-copy-2', 'copy/a-copy-copy'],
    });
    const copy = await getConnection(store.context, 'dev', 'copy/a-copy-2');
    expect(copy.spec).toEqual({ conn_id: 'copy/a-copy-2', ...SPEC, enabled: false });
  });

  it('brings a deleted connection back as it was, once', async () => {
    const spec = { conn_id: 'restore/a', ...SPEC, 'x-kept': [1] };
    await createConnection(store.context, { realm: 'dev', spec });
    const connIds = ['restore/a'];
    await deleteNow(store.context, { realm: 'dev', connIds });
    expect(await restoreNow(store.context, { realm: 'dev', connIds })).toEqual({ restored: connIds });
    expect((await getConnection(store.context, 'dev', 'restore/a')).spec).toEqual(spec);
    const again = await refusal(restoreNow(store.context, { realm: 'dev', connIds }));
    expect(again.code).toBe('ALREADY_EXISTS');
    const never = await refusal(restoreNow(store.context, { realm: 'dev', connIds: ['restore/never'] }));
    expect(never.code).toBe('NOT_FOUND');
  });
});

describe('views and quick filters', () => {
  it('keeps a view under its name until it is deleted', async () => {
    await saveView(store.context, { realm: 'dev', name: 'Mine', query: 'f=loginMethod%3Diam' });
    expect(await listViews(store.context, 'dev')).toMatchObject([
      { name: 'Mine', query: 'f=loginMethod%3Diam' },
    ]);
    expect(await listViews(store.context, 'prod')).toEqual([]);
    await deleteView(store.context, { realm: 'dev', name: 'Mine' });
    expect(await listViews(store.context, 'dev')).toEqual([]);
  });

  it('counts for each quick filter what it shows', async () => {
    const figures = await quickFigures(store.context, 'dev');
    for (const { id, query: filter } of QUICK_FILTERS) {
      const shown = await listConnections(store.context, 'dev', { ...DEFAULT_QUERY, ...filter });
      expect(figures[id], id).toBe(shown.total);
    }
  });
});

describe('listing', () => {
  it('pages through every row once, whatever the order', async () => {
    for (const sort of SORT_KEYS satisfies readonly SortKey[]) {
      for (const descending of [false, true]) {
        const seen: string[] = [];
        for (let page = 1; ; page += 1) {
          const { rows, total } = await list([], { sort, descending, page, pageSize: 10 });
          seen.push(...rows.map((row) => row.connId));
          if (page * 10 >= total) break;
        }
        const { totalInRealm } = await list([]);
        expect(new Set(seen).size).toBe(totalInRealm);
        expect(seen.length).toBe(totalInRealm);
      }
    }
  });

  it.each([
    [
      { key: 'loginMethod', operator: '=', value: 'iam' },
      (row: { loginMethod: string }) => row.loginMethod === 'iam',
    ],
    [
      { key: 'severity', operator: '=', value: 'high' },
      (row: { highFindings: number }) => row.highFindings > 0,
    ],
    [
      { key: 'owner', operator: '!:', value: 'data-platform' },
      (row: { owner: string | null }) => !row.owner?.includes('data-platform'),
    ],
    [
      { key: 'connId', operator: '^', value: 'hr/' },
      (row: { connId: string }) => row.connId.startsWith('hr/'),
    ],
    [{ key: 'tls', operator: '!=', value: 'verified' }, (row: { tls: string }) => row.tls !== 'verified'],
    [{ operator: ':', value: 'payroll' }, (row: { connId: string }) => row.connId.includes('payroll')],
  ] as const)('filters by %j as reading every row would', async (token, matches) => {
    const everything = (await list([], { pageSize: 200 })).rows;
    const expected = everything.filter((row) => matches(row)).map((row) => row.connId);
    const filtered = await list([token], { pageSize: 200 });
    expect(filtered.rows.map((row) => row.connId)).toEqual(expected);
    expect(filtered.total).toBe(expected.length);
    expect(expected.length).toBeGreaterThan(0);
  });

  it('takes filter values as text, never as a pattern or as SQL', async () => {
    for (const value of ['%', '_', "' or 1=1 --", '\\']) {
      expect((await list([{ key: 'connId', operator: '=', value }])).total).toBe(0);
      expect((await list([{ key: 'host', operator: ':', value: `${value}zz` }])).total).toBe(0);
    }
  });

  it('joins tokens with or when asked', async () => {
    const tokens: FilterToken[] = [
      { key: 'loginMethod', operator: '=', value: 'iam' },
      { key: 'loginMethod', operator: '=', value: 'ssm' },
    ];
    const [iam, ssm, either, both] = await Promise.all([
      list(tokens.slice(0, 1)),
      list(tokens.slice(1)),
      list(tokens, { operation: 'or' }),
      list(tokens),
    ]);
    expect(either.total).toBe(iam.total + ssm.total);
    expect(both.total).toBe(0);
  });

  it('counts in the facets and the audit exactly what the filters show', async () => {
    const facets = await listFacets(store.context, 'dev');
    for (const { value, count } of facets.loginMethod ?? []) {
      expect((await list([{ key: 'loginMethod', operator: '=', value }])).total).toBe(count);
    }
    for (const { value, count } of facets.finding ?? []) {
      expect((await list([{ key: 'finding', operator: '=', value }])).total).toBe(count);
    }
    for (const figures of await loginSummary(store.context, 'dev', DEFAULT_QUERY)) {
      const method: FilterToken = { key: 'loginMethod', operator: '=', value: figures.method };
      expect((await list([method])).total).toBe(figures.connections);
      expect((await list([method, { key: 'severity', operator: '=', value: 'high' }])).total).toBe(
        figures.withHigh,
      );
      expect((await list([method, { key: 'outcome', operator: '=', value: 'never' }])).total).toBe(
        figures.neverTested,
      );
    }
  });

  it('answers a realm that does not exist as one that may not be seen', async () => {
    const error = await refusal(listConnections(store.context, 'nowhere', DEFAULT_QUERY));
    const outsider = { ...store.context, actor: { ...store.context.actor, roleIn: () => null } };
    const hidden = await refusal(listConnections(outsider, 'dev', DEFAULT_QUERY));
    expect(error.code).toBe('NOT_FOUND');
    expect(hidden.message).toBe(error.message.replace('nowhere', 'dev'));
  });
});

describe('roles', () => {
  it('lets a viewer see and nothing else', async () => {
    const viewer = { ...store.context, actor: { id: 'v', name: 'v', roleIn: () => 'viewer' as const } };
    await expect(listConnections(viewer, 'dev', DEFAULT_QUERY)).resolves.toBeDefined();
    const attempts = [
      () => createConnection(viewer, { realm: 'dev', spec: { conn_id: 'viewer/new', ...SPEC } }),
      () => setEnabledNow(viewer, { realm: 'dev', connIds: ['etl-warehouse'], enabled: false }),
      () => deleteNow(viewer, { realm: 'dev', connIds: ['etl-warehouse'] }),
    ];
    for (const attempt of attempts) expect((await refusal(attempt())).code).toBe('FORBIDDEN');
  });
});
