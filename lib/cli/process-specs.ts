import { readCliEnv } from '../env';
import { EXIT } from './exit-codes';
import { inOrder } from './in-order';
import type { Io } from './io';
import { lazyAws } from './lazy-aws';
import type { SpecCommand } from './parse-command';
import { print } from './print';
import { readSpecs } from './read-specs';
import { realmOf } from './realm-of';
import type { LineOf, Session } from './session';

/** Few, since AWS answers about 40 calls a second for all of an account and region. */
const AT_ONCE = 5;

/**
 * Carries out a command that reads specifications: prints one line of JSON for each, in their order, and returns the
 * exit code. When the signal fires, those under way end and are printed, and the others are left out.
 *
 * @throws {CliError | EnvError} when the command cannot be carried out
 */
export async function processSpecs(command: SpecCommand, io: Io): Promise<number> {
  const env = readCliEnv();
  const realm = realmOf(command.realm ?? env.LAVA_REALM);
  if (command.format !== undefined && command.format !== 'json') {
    return (await import('./lint-report')).lintReport(command.format, command, { env, realm }, io);
  }
  const specs = await readSpecs(command.files, io.stdin, io.signal);

  const now = () => Date.now();
  const aws = lazyAws(env, now);
  const stop = new AbortController();
  const signal = AbortSignal.any([io.signal, stop.signal]);
  let notOk = 0;
  let done = 0;
  try {
    const session: Session = { env, reveal: command.reveal, aws, now, ...(realm !== undefined && { realm }) };
    const lineOf = await open(command.name, session);
    const lines = inOrder(specs, AT_ONCE, signal, (spec) => lineOf(spec, AbortSignal.any([signal])));
    const texts = async function* () {
      for await (const line of lines) {
        done += 1;
        if (!line.ok) notOk += 1;
        yield `${JSON.stringify(line)}\n`;
      }
    };
    if (!(await print(texts(), io.stdout))) return EXIT.notOk;
  } finally {
    stop.abort();
    await aws.close();
  }
  if (done < specs.length) {
    io.stderr.write(`lava-conn: Cancelled after ${done} of ${specs.length} specifications.\n`);
    return EXIT.notOk;
  }
  return notOk > 0 ? EXIT.notOk : EXIT.ok;
}

/** Each command loads only what it needs. */
async function open(name: SpecCommand['name'], session: Session): Promise<LineOf<{ readonly ok: boolean }>> {
  switch (name) {
    case 'resolve':
      return (await import('./resolve-command')).resolveCommand(session);
    case 'test':
      return (await import('./test-command')).testCommand(session);
    case 'lint':
      return (await import('./lint-command')).lintCommand(session);
  }
}
