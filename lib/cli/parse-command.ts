import { parseArgs } from 'node:util';
import { echo } from '../connectors/echo';
import { CliError } from './cli-error';

export const LINT_FORMATS = ['json', 'text', 'sarif', 'junit'] as const;
export type LintFormat = (typeof LINT_FORMATS)[number];

const FILE_FORMATS = ['json', 'yaml'] as const;

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help' | 'version' }
  | { readonly name: 'table'; readonly type: string }
  | SpecCommand
  | StoreCommand;

/** A command about specifications alone. */
export interface SpecCommand {
  readonly name: 'resolve' | 'test' | 'lint';
  readonly realm?: string;
  readonly reveal: boolean;
  /** Of `lint`; `json` otherwise. */
  readonly format?: LintFormat;
  /** `-` is the standard input. */
  readonly files: readonly string[];
}

/** A command that works on a store. */
export type StoreCommand =
  | {
      readonly name: 'export';
      readonly realm?: string;
      readonly server?: string;
      readonly format: (typeof FILE_FORMATS)[number];
      /** A file, a ZIP or a folder; the standard output otherwise. */
      readonly out?: string;
      /** Conditions of the list, such as `loginMethod=iam`. */
      readonly filter: readonly string[];
    }
  | {
      readonly name: 'import';
      readonly realm?: string;
      readonly server?: string;
      readonly dryRun: boolean;
      readonly skipRefused: boolean;
      /** Why it is imported, for the history. */
      readonly note?: string;
      readonly files: readonly string[];
    }
  | {
      readonly name: 'diff';
      readonly realm?: string;
      readonly server?: string;
      /** Also what the store has and the files have not. */
      readonly all: boolean;
      readonly files: readonly string[];
    };

const OPTIONS = {
  realm: { type: 'string' },
  server: { type: 'string' },
  reveal: { type: 'boolean' },
  format: { type: 'string' },
  out: { type: 'string' },
  filter: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean' },
  'skip-refused': { type: 'boolean' },
  note: { type: 'string' },
  all: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

const NAMES = ['resolve', 'test', 'lint', 'table', 'export', 'import', 'diff'] as const;
const NAMED = 'resolve, test, lint, table, export, import and diff';

const ALLOWED: Readonly<Record<(typeof NAMES)[number], readonly (keyof typeof OPTIONS)[]>> = {
  resolve: ['realm', 'reveal'],
  test: ['realm'],
  lint: ['realm', 'format'],
  table: [],
  export: ['realm', 'server', 'format', 'out', 'filter'],
  import: ['realm', 'server', 'dry-run', 'skip-refused', 'note'],
  diff: ['realm', 'server', 'all'],
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
  const [given, ...files] = positionals;
  if (given === undefined) {
    throw new CliError(`A command is missing. There are ${NAMED}. See lava-conn --help.`);
  }
  const name = NAMES.find((one) => one === given);
  if (!name) {
    throw new CliError(`There is no command "${echo(given)}". There are ${NAMED}. See lava-conn --help.`);
  }
  for (const option of Object.keys(values)) {
    if (!ALLOWED[name].some((allowed) => allowed === option)) {
      throw new CliError(`${name} has no option --${option}.`);
    }
  }
  const realm = values.realm === undefined ? {} : { realm: values.realm };
  const server = values.server === undefined ? {} : { server: serverOf(values.server) };
  switch (name) {
    case 'table': {
      const [type, ...more] = files;
      if (type === undefined || more.length > 0) throw new CliError('table takes one connector type.');
      return { name, type };
    }
    case 'export':
      if (files.length > 0) throw new CliError('export takes no files. Use --out to name where to write.');
      return {
        name,
        ...realm,
        ...server,
        format: oneOf(FILE_FORMATS, values.format ?? 'json'),
        ...(values.out !== undefined && { out: values.out }),
        filter: values.filter ?? [],
      };
    case 'import':
      return {
        name,
        ...realm,
        ...server,
        dryRun: values['dry-run'] ?? false,
        skipRefused: values['skip-refused'] ?? false,
        ...(values.note !== undefined && { note: values.note }),
        files,
      };
    case 'diff':
      return { name, ...realm, ...server, all: values.all ?? false, files };
    default:
      return {
        name,
        ...realm,
        reveal: values.reveal ?? false,
        ...(values.format !== undefined && { format: oneOf(LINT_FORMATS, values.format) }),
        files,
      };
  }
}

function serverOf(given: string): string {
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given;
  throw new CliError(`--server "${echo(given)}" is no address. Write one such as https://lava.example.com.`);
}

function oneOf<Name extends string>(names: readonly Name[], given: string): Name {
  const name = names.find((one) => one === given);
  if (name) return name;
  throw new CliError(`There is no format "${echo(given)}". There are ${names.join(', ')}.`);
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
