/** Files that are not looked at any further: too large, too many, an archive that is none. Its message is for people. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
}
