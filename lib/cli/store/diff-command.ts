import { EXIT } from '../exit-codes';
import type { Io } from '../io';
import type { StoreCommand } from '../parse-command';
import { print } from '../print';
import { importLine } from './import-command';
import type { OpenStore } from './open-store';
import { sourceFiles } from './source-files';

/** `diff`: how the files differ from the store, a line for each connection. */
export async function diffCommand(
  { files: paths, all }: Extract<StoreCommand, { name: 'diff' }>,
  store: OpenStore,
  io: Io,
): Promise<number> {
  const files = await sourceFiles(paths, io);
  const { rows } = await store.previewImport(files);
  const lines: object[] = rows.map((row) => ({ ok: row.state === 'same', ...importLine(row) }));
  if (all) {
    const there = new Set(rows.map(({ connId }) => connId));
    for (const connId of await store.connIds()) {
      if (!there.has(connId)) lines.push({ ok: false, connId, state: 'only-in-store' });
    }
  }
  const written = await print(
    lines.map((line) => `${JSON.stringify(line)}\n`),
    io.stdout,
  );
  return written && rows.length === lines.length && rows.every(({ state }) => state === 'same')
    ? EXIT.ok
    : EXIT.notOk;
}
