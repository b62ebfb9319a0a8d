import type { ImportChoice } from '../../listing/transfer';
import type { SourceFile } from '../../transfer/read-files';
import { ServiceError } from '../errors';

/**
 * The parts of an uploaded form: any number of `file`, `chosen` as JSON, and `note`.
 *
 * @throws {ServiceError} INVALID_INPUT
 */
export async function parseUpload(body: Response): Promise<{
  readonly files: readonly SourceFile[];
  readonly chosen: ImportChoice[];
  readonly note: string | undefined;
}> {
  const form = await body.formData().catch(() => {
    throw unusable('The upload is no form that can be read.');
  });
  const files: SourceFile[] = [];
  let chosen: ImportChoice[] = [];
  let note: string | undefined;
  for (const [field, part] of form) {
    if (field === 'file' && typeof part !== 'string') {
      const bytes = new Uint8Array(await part.arrayBuffer());
      const { name } = part;
      files.push({ name, bytes, ...(name.includes('/') && { within: name }) });
    } else if (field === 'chosen' && typeof part === 'string') chosen = parsed(part);
    else if (field === 'note' && typeof part === 'string') note = part;
    else throw unusable('The upload may have the parts "file", "chosen" and "note" only.');
  }
  return { files, chosen, note };
}

/** What it holds is checked where it is used. */
function parsed(text: string): ImportChoice[] {
  try {
    return JSON.parse(text);
  } catch {
    throw unusable('The part "chosen" is no JSON.');
  }
}

function unusable(message: string): ServiceError {
  return new ServiceError('INVALID_INPUT', message, { hint: 'Nothing was imported.' });
}
