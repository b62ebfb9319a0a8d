/** What moving connections in and out as files means to the browser and to the server alike. */
import type { Finding } from '../connectors/finding';
import type { FieldChange } from '../connectors/spec-diff';

const MB = 1024 * 1024;

/** What one import may bring at most. */
export const IMPORT_LIMITS = {
  /** The whole upload. */
  uploadBytes: 10 * MB,
  /** All files of the upload, archives unpacked. */
  unpackedBytes: 50 * MB,
  /** Entries of an archive, files of a folder. */
  files: 10_000,
  connections: 10_000,
  /** DynamoDB's limit for an item: lava could hold no larger one. */
  specBytes: 400 * 1024,
  descriptionCharacters: 1000,
} as const;

export const EXPORT_FORMATS = ['json', 'json-files', 'yaml', 'yaml-files'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** `new`, `changed` and `same` against what is stored; `refused` cannot be imported. */
export const IMPORT_STATES = ['new', 'changed', 'same', 'refused'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** One connection of the files, or one place where a file cannot be read. Plain JSON. */
export interface ImportRow {
  /** As the reader named it: the path within the upload or archive. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly connId: string | null;
  readonly state: ImportState;
  /** Why it is refused, and what to do. */
  readonly reason?: string;
  /** The stored version that it was compared with; null: there is none. */
  readonly version: number | null;
  readonly findings: readonly Finding[];
  /** What importing would change. */
  readonly changes: readonly FieldChange[];
}

export interface ImportPreview {
  readonly rows: readonly ImportRow[];
  /** Files that are neither JSON nor YAML. */
  readonly ignored: readonly string[];
}

/** What was chosen to be imported, with the version that the preview showed. */
export interface ImportChoice {
  readonly connId: string;
  readonly version: number | null;
}

export interface ImportResult {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  /** What waits for the approval of another editor instead. */
  readonly waiting?: readonly string[];
}
