import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactSpec } from '../connectors/redact';
import type { Spec } from '../connectors/spec';
import { isForbiddenKey } from '../connectors/text-limits';
import { EXPORT_FORMATS } from '../listing/transfer';
import { readImport } from './read-import';
import { writeExport } from './write-export';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }).filter((value) => !/[\0\p{Cs}]/u.test(value)),
  fc.constantFrom(
    ...[
      '',
      ' ',
      'no',
      'Yes',
      'null',
      '~',
      'true',
      '017',
      '0o17',
      '0x1f',
      '1_000',
      '12:30',
      '1e3',
      '.5',
      '=',
      '<<',
    ],
    ...[
      '2026-01-01',
      '- a',
      '# a',
      'a: b',
      'a #b',
      '---',
      '...',
      '&a',
      '*a',
      '!a',
      '%a',
      '@a',
      '`a',
      '|',
      '>',
      '? a',
    ],
    ...[
      'line\nline\n',
      '\n lead',
      'trail \n',
      'tab\t',
      '\u2028',
      '\u0085x',
      '\ufeff',
      'é',
      '日本',
      '👩‍🚀',
      '\r\n',
      '\u001b',
    ],
  ),
);
// JavaScript moves keys that are whole numbers to the front; no other order is lost.
const key = text.filter((value) => value !== 'conn_id' && !isForbiddenKey(value) && !/^\d+$/.test(value));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs)),
  ),
}));
const connId = fc
  .stringMatching(/^[A-Za-z0-9_-]{1,8}(\/[A-Za-z0-9._-]{1,8}){0,2}$/)
  .filter((id) => !/(^|\/)(\.+|con|prn|aux|nul|com\d|lpt\d)(\.|\/|$)/i.test(id));
const field = fc.oneof(
  fc.constantFrom('host', 'port', 'enabled', 'ssl', 'database', 'user', 'owner', 'x-team', 'X-Note'),
  key,
);
const reference = fc.constantFrom('/lava/dev/etl', 'lava/dev/etl', '', null);
const named = fc.oneof(
  fc.tuple(
    fc.constant('type'),
    fc.oneof(fc.constantFrom('redshift', 'Redshift', 'postgres-rds', 'slack'), value),
  ),
  fc.tuple(fc.constantFrom('password', 'secret_id', 'external_id'), fc.oneof(reference, value)),
  fc.tuple(fc.constant('description'), value),
);
const spec: fc.Arbitrary<Spec> = fc
  .tuple(
    connId,
    fc.uniqueArray(fc.oneof(fc.tuple(field, value), named), { maxLength: 8, selector: ([name]) => name }),
    fc.nat(),
  )
  .map(([id, fields, place]) => {
    const pairs: [string, unknown][] = [...fields];
    pairs.splice(place % (pairs.length + 1), 0, ['conn_id', id]);
    return Object.fromEntries(pairs);
  })
  // What looks like the secret itself is refused.
  .filter((one) => {
    const redacted = redactSpec(one);
    return Object.keys(one).every((name) => redacted[name] === one[name]);
  });

describe('import(export(x)) is x', () => {
  it.each(EXPORT_FORMATS)('as %s, with every key in its place', (format) => {
    fc.assert(
      fc.property(
        fc.uniqueArray(spec, { minLength: 1, maxLength: 5, selector: ({ conn_id }) => conn_id }),
        (specs) => {
          const { bytes, extension } = writeExport(specs, format);
          const { entries, ignored } = readImport([{ name: `export.${extension}`, bytes }]);
          expect(ignored).toEqual([]);
          expect(entries.map((entry) => entry.reason).filter(Boolean)).toEqual([]);
          expect(entries.map((entry) => JSON.stringify('spec' in entry && entry.spec))).toEqual(
            specs.map((one) => JSON.stringify(one)),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('as text without a name too, as it is pasted', () => {
    for (const format of ['json', 'yaml'] as const) {
      const specs = [{ conn_id: 'a', 'x-z': { b: 1, a: [2, 'no'] }, type: 'TypeCase', port: '5439 ' }];
      const { bytes } = writeExport(specs, format);
      expect(readImport([{ name: 'Pasted text', bytes }]).entries).toMatchObject([{ spec: specs[0] }]);
    }
  });
});
