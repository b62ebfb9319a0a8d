import { connIdProblem } from '../connectors/conn-id';
import { echo } from '../connectors/echo';
import { redactSpec } from '../connectors/redact';
import { has, type Spec } from '../connectors/spec';
import { IMPORT_LIMITS } from '../listing/transfer';
import { readFiles, type SourceFile } from './read-files';
import { TransferError } from './transfer-error';
import { tooLarge } from './unzip';

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A limit that a connection of the files passes. What is stored just so may stay: it may have come from lava. */
interface OverLimit {
  readonly what: 'description' | 'size';
  readonly reason: string;
}

/** A connection of the files that could be imported, or why it cannot. */
export type ImportEntry = Place &
  (
    | {
        readonly connId: string;
        readonly spec: Spec;
        readonly overLimits?: readonly OverLimit[];
        readonly reason?: undefined;
      }
    | { readonly connId: string | null; readonly reason: string }
  );

/**
 * The connections of the files. Everything is taken as it is, wrong types and odd values too: findings tell of them.
 * Refused is what could not be stored or told apart: no usable conn_id, a conn_id used twice, and a secret where its name
 * belongs, which is never repeated. Of limits that are passed it is only told: whether they count depends on what is
 * stored.
 *
 * @throws {TransferError} when a limit is passed, or nothing was given
 */
export function readImport(files: readonly SourceFile[]): {
  readonly entries: readonly ImportEntry[];
  readonly ignored: readonly string[];
} {
  if (files.length === 0) throw new TransferError('No file was given. Choose files with connections.');
  const { entries, ignored } = readFiles(files);
  let room: number = IMPORT_LIMITS.unpackedBytes;
  const read = entries.map((entry): ImportEntry => {
    const { file, line, column } = entry;
    if (entry.reason !== undefined) {
      return { file, line, column, connId: entry.connId ?? null, reason: entry.reason };
    }
    // YAML's aliases repeat text that is there only once.
    const bytes = Buffer.byteLength(JSON.stringify(entry.spec));
    room -= bytes;
    if (room < 0) throw tooLarge(file);
    return { file, line, column, ...checked(entry.spec, bytes) };
  });
  return { entries: withoutDuplicates(read), ignored };
}

function checked(spec: Spec, bytes: number) {
  const reason = secretProblem(spec);
  if (typeof spec.conn_id === 'string' && connIdProblem(spec.conn_id) === undefined) {
    const { conn_id: connId } = spec;
    if (reason !== undefined) return { connId, reason };
    const overLimits = overLimitsOf(spec, bytes);
    return { connId, spec, ...(overLimits.length > 0 && { overLimits }) };
  }
  const missing = has(spec, 'conn_id') ? connIdProblem(spec.conn_id) : undefined;
  return { connId: null, reason: missing ? `\`conn_id\`: ${missing}` : 'There is no `conn_id`. Add one.' };
}

function secretProblem(spec: Spec): string | undefined {
  const redacted = redactSpec(spec);
  const secret = Object.keys(spec).find((key) => redacted[key] !== spec[key]);
  if (secret === undefined) return undefined;
  return `The value of \`${echo(secret)}\` looks like the secret itself, not like its name. Put it into a SecureString parameter or a secret, name that here, and change it: it may have been seen.`;
}

function overLimitsOf({ description }: Spec, bytes: number): OverLimit[] {
  const over: OverLimit[] = [];
  const length = typeof description === 'string' ? [...description].length : 0;
  if (length > IMPORT_LIMITS.descriptionCharacters) {
    const reason = `\`description\` has ${length.toLocaleString('en')} characters. Use at most ${IMPORT_LIMITS.descriptionCharacters.toLocaleString('en')}.`;
    over.push({ what: 'description', reason });
  }
  if (bytes > IMPORT_LIMITS.specBytes) {
    const reason = `The connection is larger than ${IMPORT_LIMITS.specBytes / 1024} KB, the most that DynamoDB holds. Shorten it.`;
    over.push({ what: 'size', reason });
  }
  return over;
}

/** Which of two is meant nobody can tell: both are refused, naming each other. */
function withoutDuplicates(entries: readonly ImportEntry[]): ImportEntry[] {
  const places = new Map<string, ImportEntry[]>();
  for (const entry of entries) {
    if (entry.connId === null) continue;
    places.set(entry.connId, [...(places.get(entry.connId) ?? []).slice(0, 1), entry]);
  }
  return entries.map((entry) => {
    const other = entry.connId === null ? undefined : places.get(entry.connId)?.find((one) => one !== entry);
    if (!other || entry.reason !== undefined) return entry;
    const { file, line, column, connId } = entry;
    const reason = `This \`conn_id\` is also in ${other.file}, line ${other.line}. Keep one of them.`;
    return { file, line, column, connId, reason };
  });
}
