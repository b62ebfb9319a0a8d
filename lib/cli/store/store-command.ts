import { randomUUID } from 'node:crypto';
import { ServiceError } from '../../services/errors';
import { CliError } from '../cli-error';
import { EXIT } from '../exit-codes';
import type { Io } from '../io';
import type { StoreCommand } from '../parse-command';
import type { OpenStore } from './open-store';

/**
 * Carries out a command that works on a store, and returns the exit code.
 *
 * @throws {CliError | EnvError} when it cannot be carried out
 */
export async function storeCommand(command: StoreCommand, io: Io): Promise<number> {
  await io.prepareStore();
  // Only now: the client may just have been generated.
  const { openStore } = await import('./open-store');
  const store = await openStore(command, randomUUID());
  try {
    return await run(command, store, io);
  } catch (error) {
    if (error instanceof CliError || io.signal.aborted) throw error;
    if (!(error instanceof ServiceError)) throw new CliError(`The store cannot be used: ${reasonOf(error)}`);
    const { message, extra, code } = error;
    if (code !== 'CONFLICT') throw new CliError([message, extra.hint].filter(Boolean).join(' '));
    io.stderr.write(`lava-conn: ${message} Nothing was imported. Run it again.\n`);
    return EXIT.notOk;
  } finally {
    await store.close();
  }
}

async function run(command: StoreCommand, store: OpenStore, io: Io): Promise<number> {
  switch (command.name) {
    case 'export':
      return (await import('./export-command')).exportCommand(command, store, io);
    case 'import':
      return (await import('./import-command')).importCommand(command, store, io);
    case 'diff':
      return (await import('./diff-command')).diffCommand(command, store, io);
  }
}

/** The last line of what the database's client says is what went wrong. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return `${message.trim().split('\n').at(-1)?.trim() ?? ''}${code}`;
}
