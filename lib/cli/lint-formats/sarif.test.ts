import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { lintedFiles } from './linted.fixture';
import { sarif } from './sarif';

// What OASIS's SARIF 2.1.0 asks of the parts that are used here; anything else would be a mistake (section in brackets).
const text = z.string().min(1);
const message = z.strictObject({ text: z.string() }); // 3.11
const uri = z.string().refine((value) => {
  // RFC 3986: no other characters, and no percent sign by itself.
  if (!/^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-F]{2})*$/.test(value)) return false;
  return URL.canParse(value, 'file:///repository/');
});
const artifactLocation = z.union([
  z.strictObject({ uri: uri.refine((value) => value.startsWith('file:///')) }),
  // Relative to a base (3.4.4): no scheme, and no slash in front.
  z.strictObject({
    uri: uri.refine((value) => !/^(?:[A-Za-z][A-Za-z0-9+.-]*:|\/)/.test(value)),
    uriBaseId: z.literal('%SRCROOT%'),
  }),
]);
const location = z.strictObject({
  physicalLocation: z.strictObject({
    artifactLocation,
    region: z.strictObject({ startLine: z.int().min(1) }), // 3.30.5
  }),
  logicalLocations: z
    .array(z.strictObject({ fullyQualifiedName: z.string(), kind: z.literal('member') }))
    .min(1),
});
const LOG = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: text,
          rules: z
            .array(z.strictObject({ id: text, name: text, shortDescription: message }))
            .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length), // 3.19.23
        }),
      }),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
      results: z.array(
        z.strictObject({
          ruleId: text,
          ruleIndex: z.int().min(0),
          level: z.enum(['none', 'note', 'warning', 'error']), // 3.27.10
          message,
          locations: z.array(location).length(1),
          partialFingerprints: z.record(text, z.string()),
          properties: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ]),
});

it('is SARIF 2.1.0, whatever the files hold', () => {
  fc.assert(
    fc.property(lintedFiles, (linted) => {
      const log = LOG.parse(JSON.parse(sarif(linted)));
      const [{ tool, results }] = log.runs;
      const findings = linted.flatMap((one) => one.findings);
      expect(results.map(({ ruleId }) => ruleId)).toEqual(findings.map(({ code }) => code));
      expect(results.map(({ ruleIndex }) => tool.driver.rules[ruleIndex]?.id)).toEqual(
        results.map(({ ruleId }) => ruleId),
      );
      expect(results.map(({ locations }) => locations[0]?.physicalLocation.region.startLine)).toEqual(
        findings.map(({ line }) => line),
      );
    }),
    { numRuns: 300 },
  );
});

it('names files so that their names come back', () => {
  const names = ['a.yaml', 'team/a b.yaml', 'x#1?.yaml', '100%.json', 'ü/…', './here.yaml', 'c:odd.yaml'];
  const findings = [{ code: 'TYPE_CASE', severity: 'low', field: 'type', message: 'm', line: 3 }] as const;
  const log = LOG.parse(
    JSON.parse(sarif(names.map((file) => ({ connId: 'a', file, line: 1, ok: true, findings })))),
  );
  const paths = log.runs[0].results.map(({ locations }) =>
    decodeURIComponent(
      new URL(locations[0]?.physicalLocation.artifactLocation.uri ?? '', 'file:///').pathname,
    ),
  );
  expect(paths).toEqual(names.map((name) => `/${name.replace(/^\.\//, '')}`));
});
