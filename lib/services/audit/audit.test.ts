import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOGIN_METHODS } from '../../connectors/login-method';
import { prisma } from '../../db/prisma';
import { DEFAULT_QUERY, type FilterToken, type ListQuery } from '../../listing/list-query';
import { listAllConnections, listConnections } from '../connections/list-connections';
import { openFilledStore } from '../testing/test-store';
import { exportLogins } from './export-logins';
import { loginSummary } from './login-summary';

let store: Awaited<ReturnType<typeof openFilledStore>>;

beforeAll(async () => {
  store = await openFilledStore();
  const outcomes: Readonly<Record<string, string>> = {
    'etl-warehouse': 'passed',
    backfill: 'failed',
    compliance: 'failed',
    'crm-sync': 'warning',
  };
  for (const [connId, lastOutcome] of Object.entries(outcomes)) {
    await prisma().connection.updateMany({
      where: { connId },
      data: { lastOutcome, lastTestedAt: new Date() },
    });
  }
});

afterAll(() => store.close());

const is = (key: FilterToken['key'], value: string): FilterToken => ({ key, operator: '=', value });
const not = (key: FilterToken['key'], value: string): FilterToken => ({ key, operator: '!=', value });
const count = async (realm: string, tokens: readonly FilterToken[]) =>
  (await listConnections(store.context, realm, { ...DEFAULT_QUERY, tokens })).total;

/** The filter that shows the rows behind each figure. */
const BEHIND = {
  connections: [],
  withHigh: [is('severity', 'high')],
  lastFailed: [is('outcome', 'failed')],
  neverTested: [is('outcome', 'never')],
  disabled: [is('enabled', 'false')],
  plaintext: [not('tls', 'verified'), not('tls', 'unverified'), not('tls', 'not-applicable')],
} as const;

const FILTERS: readonly (readonly [string, readonly FilterToken[]])[] = [
  ['no filter', []],
  ['an owner', [{ key: 'owner', operator: ':', value: 'data' }]],
  ['a severity', [is('severity', 'medium')]],
  ['free text', [{ operator: ':', value: 'finance' }]],
];

describe.each(['dev', 'prod'])('the figures of %s', (realm) => {
  it.each(FILTERS)('agree with the list under %s', async (_name, tokens) => {
    const figures = await loginSummary(store.context, realm, { tokens, operation: 'and' });
    expect(figures.map(({ method }) => method)).toEqual([...LOGIN_METHODS]);
    for (const row of figures) {
      for (const [figure, behind] of Object.entries(BEHIND)) {
        const rows = await count(realm, [...tokens, is('loginMethod', row.method), ...behind]);
        expect({ ...row }, `${row.method}, ${figure}`).toMatchObject({ [figure]: rows });
      }
    }
    expect(figures.reduce((sum, row) => sum + row.connections, 0)).toBe(await count(realm, tokens));
  });
});

it('joins conditions by "or" as the list does', async () => {
  const query: ListQuery = {
    ...DEFAULT_QUERY,
    operation: 'or',
    tokens: [is('loginMethod', 'secret'), is('loginMethod', 'mixed')],
  };
  const figures = await loginSummary(store.context, 'dev', query);
  const { total } = await listConnections(store.context, 'dev', query);
  expect(total).toBeGreaterThan(1);
  expect(figures.reduce((sum, row) => sum + row.connections, 0)).toBe(total);
  expect(figures.find(({ method }) => method === 'iam')?.connections).toBe(0);
});

describe('what needs attention', () => {
  it('stands before the rest: high findings, failed tests, lesser findings, nothing', async () => {
    const rows = await listAllConnections(store.context, 'dev', {
      ...DEFAULT_QUERY,
      sort: 'attention',
      descending: true,
    });
    const rank = rows.map((row) => {
      if (row.highFindings > 0) return 0;
      if (row.lastOutcome === 'failed') return 1;
      return row.mediumFindings + row.lowFindings > 0 ? 2 : 3;
    });
    expect(rank).toEqual([...rank].sort());
    expect(new Set(rank)).toEqual(new Set([0, 1, 2, 3]));
  });
});

describe('the download', () => {
  const query: ListQuery = {
    ...DEFAULT_QUERY,
    tokens: [is('loginMethod', 'ssm')],
    sort: 'owner',
    pageSize: 20,
  };

  it('holds exactly the filtered rows in their order, not only one page', async () => {
    const rows = await listAllConnections(store.context, 'dev', query);
    const json: readonly { connId: string; highFindings: number }[] = JSON.parse(
      await exportLogins(store.context, 'dev', query, 'json'),
    );
    expect(json.map(({ connId }) => connId)).toEqual(rows.map(({ connId }) => connId));
    const csv = await exportLogins(store.context, 'dev', query, 'csv');
    const lines = csv.trimEnd().split('\n');
    expect(lines[0]?.split(',')[0]).toBe('connId');
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(rows.map(({ connId }) => connId));
    expect(rows.length).toBe(await count('dev', query.tokens));
  });

  it.each(['=1+1', '+1+1', '-1+1', '@SUM(A1:A9)', '\t=1+1'])(
    'escapes cells that a spreadsheet would calculate: %j',
    async (owner) => {
      await prisma().connection.updateMany({ where: { connId: 'audit-export' }, data: { owner } });
      const one = { ...query, tokens: [is('connId', 'audit-export')] };
      const cells = (await exportLogins(store.context, 'dev', one, 'csv')).split(/[,\n]/);
      expect(cells).toContain(`'${owner}`);
      expect(cells).not.toContain(owner);
    },
  );

  it('escapes such cells also where they hold quotes', async () => {
    await prisma().connection.updateMany({
      where: { connId: 'audit-export' },
      data: { owner: '=HYPERLINK("http://example.com")' },
    });
    const one = { ...query, tokens: [is('connId', 'audit-export')] };
    const csv = await exportLogins(store.context, 'dev', one, 'csv');
    expect(csv).toContain(`"'=HYPERLINK(""http://example.com"")"`);
    expect(csv).not.toMatch(/[,"]=HYPERLINK/);
  });

  it('is recorded with its filter and size', async () => {
    await exportLogins(
      store.context,
      'prod',
      { ...DEFAULT_QUERY, tokens: [is('loginMethod', 'iam')] },
      'csv',
    );
    const event = await prisma().auditEvent.findFirstOrThrow({
      where: { action: 'audit.export', realm: 'prod' },
    });
    expect(event.details).toMatchObject({
      format: 'csv',
      filter: 'f=loginMethod%3Diam',
      rows: await count('prod', [is('loginMethod', 'iam')]),
    });
  });
});
