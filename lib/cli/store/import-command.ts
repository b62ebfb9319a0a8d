import { NOTE_LENGTH } from '../../listing/note-length';
import type { ImportResult, ImportRow } from '../../listing/transfer';
import { CliError } from '../cli-error';
import { EXIT } from '../exit-codes';
import type { Io } from '../io';
import type { StoreCommand } from '../parse-command';
import { print } from '../print';
import type { OpenStore } from './open-store';
import { sourceFiles } from './source-files';

/** A line of output: what importing the connection does. */
export function importLine({ connId, state, reason, changes, findings, file, line, column }: ImportRow) {
  return {
    connId,
    state,
    file,
    line,
    column,
    ...(reason !== undefined && { reason }),
    ...(changes.length > 0 && { changes }),
    ...(findings.length > 0 && { findings }),
  };
}

/**
 * `import`: compares the files with the store, prints a line for each connection, and imports what is new or changed
 * in one transaction. Unless refused ones are to be skipped, one of them keeps all from being imported.
 *
 * @throws {CliError} when the note is too long
 */
export async function importCommand(
  { files: paths, dryRun, skipRefused, note }: Extract<StoreCommand, { name: 'import' }>,
  store: OpenStore,
  io: Io,
): Promise<number> {
  if (note !== undefined && note.length > NOTE_LENGTH) {
    throw new CliError(`The note has ${note.length} characters; ${NOTE_LENGTH} are the most.`);
  }
  const files = await sourceFiles(paths, io);
  const { rows, ignored } = await store.previewImport(files);
  if (ignored.length > 0)
    io.stderr.write(`lava-conn: Left out, as neither JSON nor YAML: ${ignored.join(', ')}\n`);
  const refused = rows.filter(({ state }) => state === 'refused').length;
  const lines = rows.map((row) => `${JSON.stringify({ ok: row.state !== 'refused', ...importLine(row) })}\n`);
  if (!(await print(lines, io.stdout))) return EXIT.notOk;
  io.signal.throwIfAborted();
  if (!dryRun && (refused === 0 || skipRefused)) {
    const chosen = rows.flatMap(({ connId, state, version }) =>
      connId !== null && (state === 'new' || state === 'changed') ? [{ connId, version }] : [],
    );
    const result: ImportResult =
      chosen.length > 0 ? await store.importConnections(files, chosen, note) : { created: [], updated: [] };
    io.stderr.write(`lava-conn: ${outcome(store.realm, result)}\n`);
  } else if (!dryRun) {
    io.stderr.write(
      `lava-conn: Nothing was imported: ${refused.toLocaleString('en')} refused. Correct them, or leave them out with --skip-refused.\n`,
    );
  }
  return refused > 0 ? EXIT.notOk : EXIT.ok;
}

function outcome(realm: string, { created, updated, waiting }: ImportResult): string {
  if (waiting) {
    return `Nothing was imported into ${realm} yet: ${waiting.length.toLocaleString('en')} ${waiting.length === 1 ? 'waits' : 'wait'} for the approval of another editor: ${waiting.join(', ')}`;
  }
  return `Imported into ${realm}: ${created.length.toLocaleString('en')} new, ${updated.length.toLocaleString('en')} changed.`;
}
