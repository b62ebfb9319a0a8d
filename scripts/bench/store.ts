import { Pool } from 'pg';
import { BUILT_IN_ADMIN } from '../../lib/auth/actor';
import type { Spec } from '../../lib/connectors/spec';
import { prisma } from '../../lib/db/prisma';
import { DEFAULT_QUERY, type ListQuery } from '../../lib/listing/list-query';
import { loginSummary } from '../../lib/services/audit/login-summary';
import { listConnections } from '../../lib/services/connections/list-connections';
import { updateConnection } from '../../lib/services/connections/update-connection';
import { CONNECTIONS, type FilledStore, REALM, specOf } from './filled-store';
import { compared, medianOf, ms } from './measure';
import { psqlTime } from './psql';
import type { Row, Section } from './section';

const REPEATS = 25;
const CONTEXT = { actor: BUILT_IN_ADMIN, requestId: 'bench' };

const COLUMNS = `c."id", c."connId", c."version", c."type", c."loginMethod", c."enabled", c."tls", c."host", c."port",
  c."database", c."user", c."owner", c."description", c."parameterName", c."secretId", c."clusterId",
  c."durationSeconds", c."findingCodes", c."highFindings", c."mediumFindings", c."lowFindings", c."lastOutcome",
  c."lastTestedAt", c."lastRunId", r."verdict", c."credentialExpiresAt", c."updatedAt", c."updatedBy"`;

/** A question to the list, and the SQL someone would write for it. */
interface Case {
  readonly what: string;
  readonly query: Partial<ListQuery>;
  readonly where: string;
  readonly orderBy: string;
}

const CASES: readonly Case[] = [
  {
    what: 'first page by identifier',
    query: {},
    where: 'true',
    orderBy: 'lower(c."connId") nulls last, c."connId"',
  },
  {
    what: 'IAM, with a finding, newest change first',
    query: {
      tokens: [
        { key: 'loginMethod', operator: '=', value: 'iam' },
        { key: 'finding', operator: '=', value: 'SSL_OFF' },
      ],
      sort: 'updatedAt',
      descending: true,
    },
    where: `c."loginMethod" = 'iam' and c."findingCodes" @> array['SSL_OFF']`,
    orderBy: 'c."updatedAt" desc nulls last, lower(c."connId"), c."connId"',
  },
  {
    what: 'free text, tenth page by owner',
    query: { tokens: [{ operator: ':', value: 'sales' }], sort: 'owner', page: 10 },
    where: `c."searchText" ilike '%sales%'`,
    orderBy: 'c."owner" nulls last, lower(c."connId"), c."connId"',
  },
];

/** The SQL by hand: the page, and both counts. */
function statements({ query, where, orderBy }: Case, realmId: string): string[] {
  const offset = ((query.page ?? 1) - 1) * 50;
  return [
    `select ${COLUMNS} from "Connection" c left join "TestRun" r on r."id" = c."lastRunId"
     where c."realmId" = '${realmId}' and ${where} order by ${orderBy} limit 50 offset ${offset}`,
    `select count(*), count(*) filter (where ${where}) from "Connection" c where c."realmId" = '${realmId}'`,
  ];
}

/** The list's data, a save and the audit's figures with 10,000 connections. The process's client must lead to the store. */
export async function storeSection({ url, realmId }: FilledStore): Promise<Section> {
  const pool = new Pool({ connectionString: url, max: 2 });
  const byHand = (one: Case) =>
    Promise.all(statements(one, realmId).map((statement) => pool.query(statement)));
  try {
    const rows: Row[] = [];
    for (const one of CASES) {
      const query = { ...DEFAULT_QUERY, ...one.query };
      const [page, [counted]] = [await listConnections(CONTEXT, REALM, query), [(await byHand(one))[0]]];
      const ids = (list: readonly { connId: string }[]) => list.map(({ connId }) => connId).join();
      if (page.rows.length === 0 || ids(page.rows) !== ids(counted?.rows ?? [])) {
        throw new Error(`"${one.what}" does not give the rows of the SQL by hand.`);
      }
      const ours = () => listConnections(CONTEXT, REALM, query);
      rows.push(await compared(`list: ${one.what}`, REPEATS, ours, () => byHand(one)));
      const inPsql = await psqlTime(url, REPEATS, statements(one, realmId));
      if (inPsql !== null) {
        const mine = await medianOf(REPEATS, ours);
        rows.push({
          what: `list: ${one.what}, against psql`,
          figure: ms(mine),
          byHand: ms(inPsql),
          ratio: mine / inPsql,
        });
      }
    }
    return {
      title: `Data of ${CONNECTIONS.toLocaleString('en')} connections`,
      note: `What the list and the audit ask the store for: 50 rows, filtered and sorted, and both counts. By hand is the same SQL through \`pg\`, rows checked to be the same, both statements at once; psql (where it is installed) runs them one after the other and reports their times itself. Median of ${REPEATS}.`,
      rows: [
        ...rows,
        { what: 'audit: figures by login method', figure: ms(await medianOf(REPEATS, figures)) },
        { what: 'save of a change', figure: ms(await medianOf(REPEATS, saves())) },
      ],
    };
  } finally {
    await pool.end();
    await prisma().$disconnect();
  }
}

const figures = () => loginSummary(CONTEXT, REALM, DEFAULT_QUERY);

/** Each save changes the same connection once more. */
function saves(): () => Promise<void> {
  const number = 4;
  let version = 1;
  return async () => {
    const spec: Spec = { ...specOf(number), description: `Change ${version}.` };
    const saved = await updateConnection(CONTEXT, {
      realm: REALM,
      connId: String(spec.conn_id),
      version,
      spec: JSON.parse(JSON.stringify(spec)),
    });
    if (saved.status !== 'saved') throw new Error('A save was refused.');
    version = saved.version;
  };
}
