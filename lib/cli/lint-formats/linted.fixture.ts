import fc from 'fast-check';
import { FINDING_CODES, SEVERITIES } from '../../connectors/finding';
import type { Linted } from './linted';

/** Characters that mean something in JSON, in XML, in paths or in none of them. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      "'",
      ']]>',
      '\n',
      '\r',
      '\t',
      '\u0000',
      '\u001b',
      '\ufffe',
      '%',
      '#',
      '?',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 12,
});
/** As the command line names them: no system has other characters in a file's name. */
const file = text.map((name) => `${name.replace(/[\0\p{Cs}]/gu, '')}.yaml`);
const line = fc.integer({ min: 1, max: 1_000_000 });

/** What the linter may find in any files. */
export const lintedFiles: fc.Arbitrary<readonly Linted[]> = fc.array(
  fc
    .record({
      connId: fc.oneof(fc.constant(null), text, fc.constant('\ud800')),
      file: fc.oneof(fc.constantFrom('a.yaml', '-', '/srv/b c.json', './d/e#f.yaml'), file),
      line,
      findings: fc.array(
        fc.record({
          code: fc.constantFrom(...FINDING_CODES),
          severity: fc.constantFrom(...SEVERITIES),
          field: text,
          message: text,
          line,
        }),
        { maxLength: 4 },
      ),
    })
    .map((one) => ({ ...one, ok: one.findings.every(({ severity }) => severity !== 'high') })),
  { maxLength: 6 },
);
