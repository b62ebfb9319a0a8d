import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { echo } from '../../connectors/echo';
import { type ListQuery, parseListQuery } from '../../listing/list-query';
import type { ExportFormat } from '../../listing/transfer';
import { writeExport, writeFiles } from '../../transfer/write-export';
import { CliError } from '../cli-error';
import { EXIT } from '../exit-codes';
import type { Io } from '../io';
import type { StoreCommand } from '../parse-command';
import { print } from '../print';
import type { OpenStore } from './open-store';

/** `export`: the realm's connections to the standard output, a file, a ZIP, or a folder with a file for each. */
export async function exportCommand(
  { format, out, filter }: Extract<StoreCommand, { name: 'export' }>,
  store: OpenStore,
  io: Io,
): Promise<number> {
  const query = queryOf(filter);
  const folder = out !== undefined && (await isFolder(out));
  const zip = out?.toLowerCase().endsWith('.zip') ?? false;
  const kind: ExportFormat = folder || zip ? `${format}-files` : format;
  const specs = await store.exportSpecs(query, kind);
  if (out === undefined) {
    const text = Buffer.from(writeExport(specs, kind).bytes).toString();
    return (await print([text], io.stdout)) ? EXIT.ok : EXIT.notOk;
  }
  const files = folder
    ? [...writeFiles(specs, format)].map(([name, text]) => ({ path: join(out, name), content: text }))
    : [{ path: out, content: writeExport(specs, kind).bytes }];
  try {
    for (const { path, content } of files) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
  } catch (error) {
    throw new CliError(
      `${out} cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
  const line = { ok: true, out, connections: specs.length, files: files.length };
  return (await print([`${JSON.stringify(line)}\n`], io.stdout)) ? EXIT.ok : EXIT.notOk;
}

function queryOf(filter: readonly string[]): ListQuery {
  for (const condition of filter) {
    if (parseListQuery(new URLSearchParams([['f', condition]])).tokens.length === 0) {
      throw new CliError(
        `--filter "${echo(condition)}" is no condition. Write one as the list's address has it, such as loginMethod=iam or host:finance.`,
      );
    }
  }
  return parseListQuery(new URLSearchParams(filter.map((condition) => ['f', condition])));
}

/** A folder that is there, or a name that ends like one. */
async function isFolder(out: string): Promise<boolean> {
  if (/[/\\]$/.test(out)) return true;
  return stat(out).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
