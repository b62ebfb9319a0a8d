import type { Linted } from './linted';

/** A line for each finding, as compilers write them, and a sum. */
export function text(linted: readonly Linted[]): string {
  const lines = linted.flatMap(({ file, findings }) =>
    findings.map(
      ({ line, severity, code, field, message }) =>
        `${file}:${line}: ${severity}: ${message} [${code}, ${field}]`,
    ),
  );
  const bad = linted.filter(({ ok }) => !ok).length;
  const sum = `${linted.length.toLocaleString('en')} ${linted.length === 1 ? 'specification' : 'specifications'}, ${bad === 0 ? 'all ok' : `${bad.toLocaleString('en')} not ok`}.`;
  return `${[...lines, sum].join('\n')}\n`;
}
