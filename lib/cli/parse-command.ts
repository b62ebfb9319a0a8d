import { parseArgs } from 'node:util';
import { echo } from '../connectors/echo';
import { CliError } from './cli-error';

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help' | 'version' }
  | { readonly name: 'table'; readonly type: string }
  | {
      readonly name: 'resolve' | 'test' | 'lint';
      readonly realm?: string;
      readonly reveal: boolean;
      /** `-` is the standard input. */
      readonly files: readonly string[];
    };

const OPTIONS = {
  realm: { type: 'string' },
  reveal: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

type Option = keyof typeof OPTIONS;

const ALLOWED: Readonly<Record<'resolve' | 'test' | 'lint' | 'table', readonly Option[]>> = {
  resolve: ['realm', 'reveal'],
  test: ['realm'],
  lint: ['realm'],
  table: [],
};

/**
 * Reads the arguments after the program's name.
 *
 * @throws {CliError} saying which argument is wrong
 */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  const [name, ...rest] = positionals;
  if (name === undefined)
    throw new CliError('A command is missing: resolve, test, lint or table. See lava-conn --help.');
  if (name !== 'resolve' && name !== 'test' && name !== 'lint' && name !== 'table') {
    throw new CliError(
      `There is no command "${echo(name)}". There are resolve, test, lint and table. See lava-conn --help.`,
    );
  }
  for (const option of Object.keys(values)) {
    if (!ALLOWED[name].some((allowed) => allowed === option)) {
      throw new CliError(`${name} has no option --${option}.`);
    }
  }
  if (name === 'table') {
    const [type, ...more] = rest;
    if (type === undefined || more.length > 0) throw new CliError('table takes one connector type.');
    return { name, type };
  }
  return {
    name,
    ...(values.realm !== undefined && { realm: values.realm }),
    reveal: values.reveal ?? false,
    files: rest,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Node goes on to explain how to escape arguments that start with a dash: no file of ours needs that.
    throw new CliError(`${error.message.split('. ')[0]?.replace(/\.$/, '')}.`);
  }
}
