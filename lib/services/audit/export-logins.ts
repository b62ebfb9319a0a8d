import { stringify } from 'csv-stringify/sync';
import { prisma } from '../../db/prisma';
import type { ConnectionRow } from '../../listing/connection-row';
import { formatListQuery, type ListQuery } from '../../listing/list-query';
import { listAllConnections } from '../connections/list-connections';
import type { ServiceContext } from '../context';
import { writeAuditEvent } from './write-audit-event';

const COLUMNS = [
  'connId',
  'type',
  'loginMethod',
  'parameterName',
  'secretId',
  'clusterId',
  'user',
  'host',
  'port',
  'database',
  'tls',
  'durationSeconds',
  'enabled',
  'highFindings',
  'mediumFindings',
  'lowFindings',
  'findingCodes',
  'owner',
  'lastOutcome',
  'lastVerdict',
  'lastTestedAt',
  'updatedAt',
  'updatedBy',
] as const satisfies readonly (keyof ConnectionRow)[];

/**
 * The audit's rows as a file, exactly those that the filter shows, in its order. CSV cells that a spreadsheet would
 * take for a formula are escaped. The download itself is an audit event.
 */
export async function exportLogins(
  context: ServiceContext,
  realmName: string,
  query: ListQuery,
  format: 'csv' | 'json',
): Promise<string> {
  const rows = await listAllConnections(context, realmName, query);
  await writeAuditEvent(prisma(), context, {
    action: 'audit.export',
    realm: realmName,
    details: { format, rows: rows.length, filter: formatListQuery(query).toString() },
  });
  if (format === 'json') {
    const picked = rows.map((row) => Object.fromEntries(COLUMNS.map((column) => [column, row[column]])));
    return `${JSON.stringify(picked, null, 2)}\n`;
  }
  return stringify(
    rows.map((row) => ({ ...row, findingCodes: row.findingCodes.join(' '), enabled: String(row.enabled) })),
    { header: true, columns: [...COLUMNS], escape_formulas: true },
  );
}
