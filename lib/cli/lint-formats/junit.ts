import type { Linted } from './linted';

/** JUnit's XML: a suite for each file, a case for each specification; findings of severity high are failures. */
export function junit(linted: readonly Linted[]): string {
  const files = new Map<string, Linted[]>();
  for (const one of linted) files.set(one.file, [...(files.get(one.file) ?? []), one]);
  const suites = [...files].map(([file, cases]) =>
    [
      `  <testsuite name="${escaped(file)}"${counts(cases)}>`,
      ...cases.map((one) => testCase(one)),
      '  </testsuite>',
    ].join('\n'),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="lava-conn lint"${counts(linted)}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function counts(cases: readonly Linted[]): string {
  return ` tests="${cases.length}" failures="${cases.filter(({ ok }) => !ok).length}" errors="0"`;
}

function testCase({ connId, file, line, findings }: Linted): string {
  const open = `    <testcase name="${escaped(connId ?? `line ${line}`)}" classname="${escaped(file)}" file="${escaped(file)}" line="${line}"`;
  if (findings.length === 0) return `${open}/>`;
  const high = findings.filter(({ severity }) => severity === 'high');
  const lesser = findings.filter(({ severity }) => severity !== 'high');
  return [
    `${open}>`,
    // One failure a case: not every reader takes more.
    ...(high[0]
      ? [
          `      <failure type="${high[0].code}" message="${escaped(high[0].message)}">${listed(high, file)}</failure>`,
        ]
      : []),
    ...(lesser.length > 0 ? [`      <system-out>${listed(lesser, file)}</system-out>`] : []),
    '    </testcase>',
  ].join('\n');
}

function listed(findings: Linted['findings'], file: string): string {
  return findings
    .map(({ line, severity, code, message }) => escaped(`${file}:${line}: ${severity} ${code}: ${message}`))
    .join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
};

/** XML has no way at all to write other control characters or halves of characters. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"'\n\t\r]/g, (character) => ENTITIES[character] ?? '')
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '\ufffd');
}
