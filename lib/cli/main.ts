import { readFileSync } from 'node:fs';
import { echo } from '../connectors/echo';
import { fieldTableMarkdown } from '../connectors/reference';
import { CONNECTORS, connectorFor } from '../connectors/registry';
import { EnvError } from '../env';
import { CliError } from './cli-error';
import { EXIT } from './exit-codes';
import type { Io } from './io';
import { parseCommand } from './parse-command';
import { print } from './print';
import { processSpecs } from './process-specs';
import { USAGE } from './usage';

/** Carries out `lava-conn` with the arguments after its name, and returns the exit code. Never throws. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    const command = parseCommand(args);
    switch (command.name) {
      case 'help':
        await print([USAGE], io.stdout);
        return EXIT.ok;
      case 'version':
        await print([`${version()}\n`], io.stdout);
        return EXIT.ok;
      case 'table':
        await print([table(command.type)], io.stdout);
        return EXIT.ok;
      case 'export':
      case 'import':
      case 'diff':
        // Loaded only now: the store's client takes longer to load than all the rest.
        return await (await import('./store/store-command')).storeCommand(command, io);
      default:
        return await processSpecs(command, io);
    }
  } catch (error) {
    if (io.signal.aborted) {
      io.stderr.write('lava-conn: Cancelled.\n');
      return EXIT.notOk;
    }
    io.stderr.write(`lava-conn: ${messageOf(error)}\n`);
    return EXIT.unusable;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof CliError) return error.message;
  if (error instanceof EnvError) return `A setting is wrong.\n${error.message}`;
  return `This is a mistake in lava-conn itself: ${String(error)}`;
}

function table(type: string): string {
  const connector = connectorFor(type);
  if (connector) return fieldTableMarkdown(connector);
  const known = CONNECTORS.map((one) => one.type).join(', ');
  throw new CliError(`There is no table for the type "${echo(type)}". There is one for ${known}.`);
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return version;
}
