import { redactSpec } from '../../connectors/redact';
import type { Spec } from '../../connectors/spec';
import { prisma } from '../../db/prisma';
import { formatListQuery, type ListQuery } from '../../listing/list-query';
import { EXPORT_FORMATS, type ExportFormat } from '../../listing/transfer';
import { type ExportFile, writeExport } from '../../transfer/write-export';
import { writeAuditEvent } from '../audit/write-audit-event';
import { authorise } from '../authorise';
import { filterSql, orderSql } from '../connections/filter-sql';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';

/**
 * The specs of exactly those connections that the filter shows, in its order and with their keys in theirs. The export
 * itself is an audit event.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN
 */
export async function exportSpecs(
  context: ServiceContext,
  realmName: string,
  query: ListQuery,
  format: string,
): Promise<readonly Spec[]> {
  const realm = await authorise(context, 'connection:read', realmName);
  const rows = await prisma().$queryRaw<{ spec: Spec }[]>`
    select c."spec" from "Connection" c where ${filterSql(realm.id, query)} ${orderSql(query)}`;
  await writeAuditEvent(prisma(), context, {
    action: 'connection.export',
    realm: realm.name,
    details: { format, connections: rows.length, filter: formatListQuery(query).toString() },
  });
  return rows.map(({ spec }) => redactSpec(spec));
}

/** The same as one file. @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT for an unknown format */
export async function exportConnections(
  context: ServiceContext,
  realmName: string,
  query: ListQuery,
  format: string,
): Promise<ExportFile> {
  return writeExport(await exportSpecs(context, realmName, query, formatOf(format)), formatOf(format));
}

function formatOf(format: string): ExportFormat {
  const known = EXPORT_FORMATS.find((one) => one === format);
  if (known) return known;
  const message = `Choose one of ${EXPORT_FORMATS.join(', ')}.`;
  throw new ServiceError('INVALID_INPUT', 'There is no such format.', {
    problems: [{ path: 'format', message }],
  });
}
