import { findingsOf } from '../connectors/findings';
import type { CliEnv } from '../env';
import { connIdOf } from './conn-id-of';
import { EXIT } from './exit-codes';
import { findingContext } from './finding-context';
import type { Io } from './io';
import type { Linted } from './lint-formats/linted';
import type { LintFormat, SpecCommand } from './parse-command';
import { print } from './print';
import { readLocatedSpecs } from './read-specs';

type ReportFormat = Exclude<LintFormat, 'json'>;

/** `lint` as one report on all files, for people or for the tools of a build. Returns the exit code. */
export async function lintReport(
  format: ReportFormat,
  { files }: SpecCommand,
  session: { readonly env: CliEnv; readonly realm: string | undefined },
  io: Io,
): Promise<number> {
  const context = findingContext({ env: session.env, ...(session.realm && { realm: session.realm }) });
  const linted = (await readLocatedSpecs(files, io.stdin, io.signal)).map(
    ({ spec, file, line, lineOf }): Linted => {
      const findings = findingsOf(spec, context).map((one) => ({ ...one, line: lineOf(one.field) }));
      const ok = findings.every(({ severity }) => severity !== 'high');
      return { connId: connIdOf(spec), file, line, ok, findings };
    },
  );
  const report = await open(format);
  if (!(await print([report(linted)], io.stdout))) return EXIT.notOk;
  return linted.every(({ ok }) => ok) ? EXIT.ok : EXIT.notOk;
}

async function open(format: ReportFormat): Promise<(linted: readonly Linted[]) => string> {
  switch (format) {
    case 'text':
      return (await import('./lint-formats/text')).text;
    case 'sarif':
      return (await import('./lint-formats/sarif')).sarif;
    case 'junit':
      return (await import('./lint-formats/junit')).junit;
  }
}
