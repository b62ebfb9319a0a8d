/** What keeps a command from being carried out: wrong usage, a wrong setting, input that cannot be read. */
export class CliError extends Error {
  override readonly name = 'CliError';
}
