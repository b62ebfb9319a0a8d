import { connIdProblem } from '../connectors/conn-id';

/**
 * A path for each identifier within a folder or archive: `/` becomes a folder. Safe by itself, whatever was stored
 * (no way out of the folder, no device names), and no two alike, also where upper and lower case are the same.
 */
export function fileNames(connIds: readonly string[], extension: string): string[] {
  const taken = new Set<string>();
  return connIds.map((connId) => {
    const stem = connIdProblem(connId) === undefined ? stemOf(connId, extension) : placeholder(connId);
    for (let number = 1; ; number += 1) {
      const name = `${stem}${number === 1 ? '' : `~${number}`}.${extension}`;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  });
}

/**
 * A leading dot would hide a file, a final one is lost on Windows, and a folder may not be called like a file. `~` is
 * in no identifier, so that nothing becomes the name of another.
 */
function stemOf(connId: string, extension: string): string {
  const parts = connId.split('/').map((part) => part.replace(/^(?=\.|__MACOSX$)/, '~').replace(/\.$/, '.~'));
  const [file, ...folders] = parts.reverse();
  const marked = folders.map((part) => (part.toLowerCase().endsWith(`.${extension}`) ? `${part}~` : part));
  return [...marked.reverse(), file].join('/');
}

/** For identifiers that could not be made here, but were stored by other ways. */
function placeholder(connId: string): string {
  const harmless = connId.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, 100);
  return `~${harmless}`;
}
