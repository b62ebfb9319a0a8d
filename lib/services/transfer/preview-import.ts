import { z } from 'zod';
import { findingsOf } from '../../connectors/findings';
import { redactSpec } from '../../connectors/redact';
import { prisma } from '../../db/prisma';
import type { ImportPreview, ImportRow } from '../../listing/transfer';
import type { SourceFile } from '../../transfer/read-files';
import type { ImportEntry } from '../../transfer/read-import';
import { authorise } from '../authorise';
import { findingContexts } from '../connections/finding-context';
import type { ServiceContext } from '../context';
import { parseInput } from '../parse-input';
import { inTurns } from './in-turns';
import { readUploaded } from './read-uploaded';
import { refusalOf } from './refusal-of';
import { contentChanges, type StoredConnection, storedConnections } from './stored-connections';

/** What a preview takes. */
export const previewImportInput = z.strictObject({
  realm: z.string(),
  files: z.custom<readonly SourceFile[]>(),
});

/**
 * What importing these files would do, connection by connection: new, changed (with the fields), same, or refused
 * with the line and the reason. Changes nothing and keeps nothing of the files.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT, TOO_LARGE
 * @throws the signal's reason when it is aborted
 */
export async function previewImport(
  context: ServiceContext,
  input: z.input<typeof previewImportInput>,
  signal?: AbortSignal,
): Promise<ImportPreview> {
  const { realm: realmName, files } = parseInput(previewImportInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  const { entries, ignored } = await readUploaded(files, signal);
  const connIds = entries.flatMap(({ connId, reason }) => (reason === undefined ? [connId] : []));
  const [stored, contextOf] = await Promise.all([
    storedConnections(prisma(), realm.id, connIds),
    findingContexts(prisma(), realm),
  ]);
  const rows: ImportRow[] = [];
  for await (const entry of inTurns(entries)) rows.push(rowOf(entry, stored, contextOf));
  return { rows, ignored };
}

function rowOf(
  entry: ImportEntry,
  stored: ReadonlyMap<string, StoredConnection>,
  contextOf: Awaited<ReturnType<typeof findingContexts>>,
): ImportRow {
  const { file, line, column, connId } = entry;
  const place = { file, line, column };
  const before = connId === null ? undefined : stored.get(connId);
  const reason = refusalOf(entry, before?.spec);
  if (entry.reason !== undefined || reason !== undefined) {
    return { ...place, connId, state: 'refused', reason, version: null, findings: [], changes: [] };
  }
  const { spec } = entry;
  const findings = findingsOf(spec, contextOf(spec));
  if (!before) return { ...place, connId, state: 'new', version: null, findings, changes: [] };
  const { version } = before;
  const changes = contentChanges(redactSpec(before.spec), spec);
  return { ...place, connId, state: changes.length > 0 ? 'changed' : 'same', version, findings, changes };
}
