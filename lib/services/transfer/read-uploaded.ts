import type { SourceFile } from '../../transfer/read-files';
import { readImport } from '../../transfer/read-import';
import { TransferError } from '../../transfer/transfer-error';
import { ServiceError } from '../errors';

/** The connections of uploaded files. @throws {ServiceError} TOO_LARGE when a limit is passed or an archive is none */
export function readUploaded(files: readonly SourceFile[]): ReturnType<typeof readImport> {
  try {
    return readImport(files);
  } catch (error) {
    if (!(error instanceof TransferError)) throw error;
    throw new ServiceError('TOO_LARGE', error.message, { hint: 'Nothing was read or imported.' });
  }
}
