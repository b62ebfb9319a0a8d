import { strToU8, zipSync } from 'fflate';
import type { Spec } from '../connectors/spec';
import type { ExportFormat } from '../listing/transfer';
import { fileNames } from './file-name';
import { writeYaml } from './write-yaml';

/** A file to be downloaded or written. */
export interface ExportFile {
  readonly extension: 'json' | 'yaml' | 'zip';
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The earliest time that a ZIP can hold: the same connections always give the same archive. */
const NO_TIME = '1980-01-01T12:00:00';

/** The connections as one file: a list, documents one after another, or an archive with a file for each. */
export function writeExport(specs: readonly Spec[], format: ExportFormat): ExportFile {
  switch (format) {
    case 'json':
      return file('json', 'application/json', `${JSON.stringify(specs, null, 2)}\n`);
    case 'yaml':
      return file('yaml', 'application/yaml', specs.map((spec) => `---\n${writeYaml(spec)}`).join(''));
    case 'json-files':
      return archive(writeFiles(specs, 'json'));
    case 'yaml-files':
      return archive(writeFiles(specs, 'yaml'));
  }
}

/** The same as one file a connection, by path. */
export function writeFiles(specs: readonly Spec[], extension: 'json' | 'yaml'): Map<string, string> {
  const names = fileNames(
    specs.map(({ conn_id }) => String(conn_id)),
    extension,
  );
  return new Map(
    specs.map((spec, index) => [
      names[index] ?? '',
      extension === 'json' ? `${JSON.stringify(spec, null, 2)}\n` : writeYaml(spec),
    ]),
  );
}

function file(extension: ExportFile['extension'], contentType: string, text: string): ExportFile {
  return { extension, contentType, bytes: strToU8(text) };
}

function archive(files: ReadonlyMap<string, string>): ExportFile {
  const entries = [...files].map(([name, text]) => [name, strToU8(text)] as const);
  return {
    extension: 'zip',
    contentType: 'application/zip',
    bytes: zipSync(Object.fromEntries(entries), { level: 6, mtime: NO_TIME }),
  };
}
