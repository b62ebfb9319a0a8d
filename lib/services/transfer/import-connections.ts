import { z } from 'zod';
import { type Db, type Prisma, prisma } from '../../db/prisma';
import { IMPORT_LIMITS, type ImportChoice, type ImportResult } from '../../listing/transfer';
import type { SourceFile } from '../../transfer/read-files';
import type { ImportEntry } from '../../transfer/read-import';
import { authorise } from '../authorise';
import { askFirst, type ProposedChange } from '../changes/ask-first';
import { ConnectionWriter } from '../connections/connection-writer';
import { deriveColumns } from '../connections/derive-columns';
import { findingContexts } from '../connections/finding-context';
import { isTaken } from '../connections/is-taken';
import { noteInput } from '../connections/note-input';
import { toStored } from '../connections/stored-spec';
import type { ServiceContext } from '../context';
import { ServiceError } from '../errors';
import { parseInput } from '../parse-input';
import { followed } from '../progress/followed';
import { inTurns } from './in-turns';
import { readUploaded } from './read-uploaded';
import { refusalOf } from './refusal-of';
import { contentChanges, type StoredConnection, storedConnections } from './stored-connections';

/** What an import takes: the files of the preview again, and what was chosen, with the versions that were shown. */
export const importConnectionsInput = z.strictObject({
  realm: z.string(),
  files: z.custom<readonly SourceFile[]>(),
  chosen: z
    .array(z.strictObject({ connId: z.string(), version: z.number().int().nullable() }))
    .min(1, 'Choose at least one connection.')
    .max(IMPORT_LIMITS.connections),
  note: noteInput,
});

/** 10,000 connections take well under a minute; other changes to the same rows wait so long. */
const TRANSACTION = { timeout: 300_000, maxWait: 10_000 };
const NAMED = 5;
/** New connections are written by so many. */
const WRITTEN_AT_ONCE = 1_000;

interface ImportOptions {
  /** Stops it while nothing is stored yet. */
  readonly signal?: AbortSignal;
  /** By this id the page follows how far it is. */
  readonly progressId?: string | undefined;
}

/**
 * Imports the chosen connections in one transaction: all of them with their audit events, or nothing. Specs are kept
 * exactly as the files have them; chosen ones that are stored so already are left alone.
 *
 * @throws {ServiceError} NOT_FOUND, FORBIDDEN, INVALID_INPUT (a choice that the files do not hold), TOO_LARGE, CONFLICT
 * naming the connections that were changed since the preview
 * @throws the signal's reason when it is aborted before anything is stored
 */
export async function importConnections(
  context: ServiceContext,
  input: z.input<typeof importConnectionsInput>,
  { signal, progressId }: ImportOptions = {},
): Promise<ImportResult> {
  const { realm: realmName, files, chosen, note } = parseInput(importConnectionsInput, input);
  const realm = await authorise(context, 'connection:write', realmName);
  const wanted = chosenEntries((await readUploaded(files, signal)).entries, chosen);
  signal?.throwIfAborted();
  try {
    return await followed(realm, progressId, wanted.size, (onDone) =>
      prisma().$transaction((db) => store(db, context, realm, { wanted, chosen, note, onDone }), TRANSACTION),
    );
  } catch (error) {
    if (!isTaken(error)) throw error;
    // Somebody created one of them between our look and our insert.
    const stored = await storedConnections(prisma(), realm.id, [...wanted.keys()]);
    throw changedMeanwhile(chosen.filter(({ connId, version }) => version !== versionOf(stored, connId)));
  }
}

type Importable = Extract<ImportEntry, { readonly reason?: undefined }>;

function chosenEntries(
  entries: readonly ImportEntry[],
  chosen: readonly ImportChoice[],
): Map<string, Importable> {
  const there = new Map(
    entries.flatMap((entry) => (entry.reason === undefined ? [[entry.connId, entry] as const] : [])),
  );
  return new Map(chosen.map(({ connId }) => [connId, there.get(connId) ?? notThere(connId)]));
}

function notThere(connId: string): never {
  throw new ServiceError(
    'INVALID_INPUT',
    `The files hold no connection "${connId.slice(0, 80)}" that can be imported.`,
    { hint: 'Nothing was imported. Look at the preview again.' },
  );
}

interface Work {
  readonly wanted: ReadonlyMap<string, Importable>;
  readonly chosen: readonly ImportChoice[];
  readonly note: string | undefined;
  /** Told of so many that are written, or need not be. */
  readonly onDone: (connections: number) => void;
}

async function store(
  db: Db,
  context: ServiceContext,
  realm: Prisma.RealmGetPayload<object>,
  { wanted, chosen, note, onDone }: Work,
): Promise<ImportResult> {
  const stored = await storedConnections(db, realm.id, [...wanted.keys()]);
  const stale = chosen.filter(({ connId, version }) => version !== versionOf(stored, connId));
  if (stale.length > 0) throw changedMeanwhile(stale);
  for (const [connId, entry] of wanted) {
    if (refusalOf(entry, stored.get(connId)?.spec) !== undefined) notThere(connId);
  }

  const proposed = [...wanted].flatMap(([connId, { spec }]): ProposedChange[] => {
    const before = stored.get(connId);
    if (!before) return [{ connId, action: 'create', baseVersion: null, spec, note }];
    if (contentChanges(before.spec, spec).length === 0) return [];
    return [{ connId, action: 'update', baseVersion: before.version, spec, note }];
  });
  const waiting = await askFirst(db, context, realm, proposed);
  if (waiting) return { created: [], updated: [], waiting };

  const contextOf = await findingContexts(db, realm);
  const writer = new ConnectionWriter(db, context, realm);
  const created: string[] = [];
  const updated: string[] = [];
  let looked = 0;
  for await (const [connId, { spec }] of inTurns(wanted)) {
    looked += 1;
    if (looked % WRITTEN_AT_ONCE === 0) {
      await writer.flush();
      onDone(WRITTEN_AT_ONCE);
    }
    const columns = deriveColumns(spec, contextOf(spec));
    const before = stored.get(connId);
    const change = (details: Prisma.InputJsonObject) =>
      ({ action: 'import', note, event: { action: 'connection.import', details } }) as const;
    if (!before) {
      writer.create(spec, columns, change({ spec: toStored(spec) }));
      created.push(connId);
      continue;
    }
    const changes = contentChanges(before.spec, spec);
    if (changes.length === 0) continue;
    const details = { changed: toStored({ fields: changes }) };
    if (!(await writer.update({ ...before, connId }, spec, columns, change(details)))) {
      throw changedMeanwhile([{ connId }]);
    }
    updated.push(connId);
  }
  await writer.finish();
  return { created, updated };
}

function versionOf(stored: ReadonlyMap<string, StoredConnection>, connId: string): number | null {
  return stored.get(connId)?.version ?? null;
}

function changedMeanwhile(stale: readonly { readonly connId: string }[]): ServiceError {
  const named = stale.slice(0, NAMED).map(({ connId }) => connId);
  const more = stale.length - named.length;
  const list = `${named.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}`;
  return new ServiceError('CONFLICT', `Changed since the preview: ${list}.`, {
    hint: 'Nothing was imported. Preview the files again, then choose.',
    problems: stale.map(({ connId }) => ({ path: connId, message: 'Changed since the preview.' })),
  });
}
