import {
  IMPORT_LIMITS,
  type ImportChoice,
  type ImportPreview,
  type ImportResult,
} from '@/lib/listing/transfer';
import { RequestError } from '../fetch-json/fetch-json';
import { type Upload, uploadJson } from '../fetch-json/upload-json';
import type { ChosenFile } from './chosen-files';

/** What importing the files would do. @throws {RequestError} */
export function previewFiles(
  realm: string,
  files: readonly ChosenFile[],
  upload: Upload,
): Promise<ImportPreview> {
  return send<ImportPreview>(`/api/realms/${encodeURIComponent(realm)}/import`, upload, files);
}

/** What an import is to take, and the id of its request. */
interface Apply {
  readonly chosen: readonly ImportChoice[];
  /** Why, for the history. */
  readonly note: string;
  readonly requestId: string;
}

/** Imports what was chosen of the files: all of it, or nothing; once for a request id. @throws {RequestError} */
export function importFiles(
  realm: string,
  files: readonly ChosenFile[],
  apply: Apply,
  upload: Upload,
): Promise<ImportResult> {
  return send<ImportResult>(`/api/realms/${encodeURIComponent(realm)}/import?apply`, upload, files, apply);
}

function send<T>(url: string, upload: Upload, files: readonly ChosenFile[], apply?: Apply): Promise<T> {
  const bytes = files.reduce((sum, { content }) => sum + content.size, 0);
  if (bytes > IMPORT_LIMITS.uploadBytes) {
    throw new RequestError({
      code: 'TOO_LARGE',
      message: `The files come to ${megabytes(bytes)} MB; at most ${megabytes(IMPORT_LIMITS.uploadBytes)} MB are taken.`,
      hint: 'Import them in several parts, or pack them as a ZIP.',
    });
  }
  const body = new FormData();
  for (const { name, content } of files) body.append('file', content, name);
  if (apply) {
    body.append('chosen', JSON.stringify(apply.chosen));
    body.append('note', apply.note);
  }
  return uploadJson<T>(url, body, upload, apply && { 'idempotency-key': apply.requestId });
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toLocaleString('en', { maximumFractionDigits: 1 });
}
