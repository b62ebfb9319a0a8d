import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Spec } from './spec';
import { parseSpecs, type TextFormat } from './spec-text';

function specs(text: string, format?: TextFormat): Spec[] {
  const parsed = parseSpecs(text, format);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.specs.map(({ spec }) => spec);
}

function error(text: string, format?: TextFormat) {
  const parsed = parseSpecs(text, format);
  if (parsed.ok) throw new Error('no error');
  return parsed.error;
}

describe('parseSpecs', () => {
  it.each<[string, string]>([
    ['one object', '{"conn_id": "a", "port": 5439}'],
    ['one object over lines', '{\n  "conn_id": "a",\n  "port": 5439\n}\n'],
    ['a list', '[{"conn_id": "a", "port": 5439}]'],
    ['a byte order mark', '\ufeff{"conn_id": "a", "port": 5439}'],
    ['YAML', 'conn_id: a\nport: 5439\n'],
    ['a YAML list', '- conn_id: a\n  port: 5439\n'],
    ['a YAML document', '---\nconn_id: "a"\nport: 5439\n...\n'],
  ])('reads %s', (_, text) => {
    expect(specs(text)).toEqual([{ conn_id: 'a', port: 5439 }]);
  });

  it.each<[string, string]>([
    ['one object a line', '{"a":1}\n\n{"b":[1,{"c":null}]}\n'],
    ['a list', '[{"a":1},\n {"b":[1,{"c":null}]}]'],
    ['YAML documents', 'a: 1\n---\nb: [1, {c: null}]\n'],
    ['a YAML list', '- a: 1\n- b:\n  - 1\n  - c:\n'],
  ])('reads several: %s', (_, text) => {
    expect(specs(text)).toEqual([{ a: 1 }, { b: [1, { c: null }] }]);
  });

  it('tells where each spec starts', () => {
    const parsed = parseSpecs('[{"a":1},\n  {"b":2}]');
    expect(parsed.ok && parsed.specs.map(({ line, column }) => [line, column])).toEqual([
      [1, 2],
      [2, 3],
    ]);
    const yaml = parseSpecs('- a: 1\n- b: 2\n---\nc: 3\n');
    expect(yaml.ok && yaml.specs.map(({ line, column }) => [line, column])).toEqual([
      [1, 3],
      [2, 3],
      [4, 1],
    ]);
  });

  it('keeps the order of keys and the kinds of YAML values', () => {
    expect(JSON.stringify(specs('z: yes\na: true\nm: 010\nd: 2024-01-01\nn: ~\ns: "5"\n'))).toBe(
      '[{"z":"yes","a":true,"m":10,"d":"2024-01-01","n":null,"s":"5"}]',
    );
  });

  it('allows a few aliases and merges, for shared defaults', () => {
    expect(specs('- &d {port: 5439, type: redshift}\n- {<<: *d, conn_id: a}\n')[1]).toEqual({
      port: 5439,
      type: 'redshift',
      conn_id: 'a',
    });
  });

  it.each<[string, string, number, number, RegExp]>([
    ['a repeated key', '{"a":1,\n "a":2}', 2, 2, /"a" is there twice/],
    ['a repeated key deep down', '{"x":{"a":1,"b":2,"a":3}}', 1, 19, /twice/],
    ['a repeated key in another spelling', '{"a":1,"\\u0061":2}', 1, 8, /twice/],
    ['a repeated YAML key', 'a: 1\nb: 2\na: 3\n', 3, 1, /"a" is there twice/],
    ['a YAML key repeated as a number', '1: a\n"1": b\n', 2, 1, /twice/],
    ['__proto__', '{"__proto__":{"polluted":true}}', 1, 2, /"__proto__" is not allowed/],
    ['__proto__ in an escape', '{"a":{"\\u005f_proto__":1}}', 1, 7, /not allowed/],
    ['constructor', '[{"a":[{"constructor":1}]}]', 1, 9, /"constructor" is not allowed/],
    ['prototype', '{"prototype":1}', 1, 2, /"prototype" is not allowed/],
    ['__proto__ in YAML', 'a:\n  __proto__: 1\n', 2, 3, /"__proto__" is not allowed/],
    ['a custom tag', 'a: !foo 1\n', 1, 4, /tag/],
    ['a tag that makes objects', 'a: !!js/function "x"\n', 1, 4, /tag/],
    ['a binary tag', 'a: !!binary aGk=\n', 1, 4, /tag/],
    ['an alias within its own anchor', 'a: &x [*x]\n', 1, 8, /alias/],
    ['an alias without an anchor', 'a: *x\n', 1, 4, /alias/],
    ['a merge of nothing', '<<:\n', 1, 1, /maps can be merged/],
    ['a merge of a number', 'a: &a 1\n<<: *a\n', 2, 1, /maps can be merged/],
    ['a merge of numbers', 'b:\n  <<: [1]\n', 2, 3, /maps can be merged/],
    ['YAML infinity', 'a: .inf\n', 1, 4, /finite/],
    ['a YAML key that is a list', '? [a]\n: 1\n', 1, 3, /key/],
    ['bad YAML', 'a: b: c\n', 1, 4, /YAML/],
    ['a tab as indentation', 'a:\n\tb: 1\n', 2, 1, /Tabs/],
    ['a NUL', '{"a":\n"x\0"}', 2, 3, /NUL/],
    ['an escaped NUL', '{"a":"\\u0000"}', 1, 6, /NUL/],
    ['a NUL in a YAML escape', 'a: "\\0"\n', 1, 4, /NUL/],
    ['half a surrogate pair', '{"a":"\\ud800"}', 1, 6, /half a character/],
    ['a number beyond doubles', '{"a":1e999}', 1, 6, /too large/],
    ['NaN', '{"a":NaN}', 1, 6, /JSON value is expected/],
    ['an unquoted key', '{a:1}', 1, 2, /double quotes/],
    ['a comma at the end', '{"a":1,}', 1, 8, /double quotes/],
    ['a missing colon', '{"a" 1}', 1, 6, /colon/],
    ['a missing comma', '[{"a":1} {"b":1}]', 1, 10, /comma/],
    ['a missing quote', '{"a":"x', 1, 6, /closing quote/],
    ['a line end in a text', '{"a":"x\ny"}', 1, 6, /line end/],
    ['a text that stops', '{"a":', 1, 6, /ends in the middle/],
    ['something behind the list', '[{"a":1}]\n{"b":1}', 2, 1, /follow/],
    ['a value that is no object', '[1]', 1, 2, /object/],
    ['a text', '"a"', 1, 1, /object/],
    ['a list in a list', '- [a]\n', 1, 3, /object/],
    ['nothing', '', 1, 1, /no specification/],
    ['only space', ' \n ', 1, 1, /no specification/],
    ['only a comment', '# x\n', 1, 1, /no specification/],
    ['an empty list', '[]', 1, 1, /no specification/],
  ])('refuses %s with its place', (_, text, line, column, message) => {
    expect(error(text)).toMatchObject({ line, column, message: expect.stringMatching(message) });
  });

  it.each<[string, string, TextFormat]>([
    ['JSON lists', '['.repeat(50_000), 'json'],
    ['JSON objects', '{"a":'.repeat(50_000), 'json'],
    ['JSON within a spec', `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'json'],
    ['YAML sequences', '- '.repeat(50_000), 'yaml'],
    ['YAML flow lists', '['.repeat(50_000), 'yaml'],
    ['YAML flow maps', '{a: '.repeat(50_000), 'yaml'],
    ['YAML complex keys', '? '.repeat(50_000), 'yaml'],
  ])('refuses 50,000 levels of %s', (_, text, format) => {
    expect(error(text, format).message).toMatch(/nested more than 64 levels/);
  });

  it('takes 64 levels and refuses 65', () => {
    const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    expect(specs(nested(64))).toHaveLength(1);
    expect(error(nested(65)).column).toBe(64 * 5 + 1);
    expect(specs(nested(64), 'yaml')).toHaveLength(1);
    expect(error(nested(65), 'yaml').message).toMatch(/nested/);
  });

  it('refuses alias bombs', () => {
    const lines = ['l0: &l0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 10; i += 1)
      lines.push(
        `l${i}: &l${i} [${Array(9)
          .fill(`*l${i - 1}`)
          .join(', ')}]`,
      );
    expect(error(lines.join('\n'))).toMatchObject({ line: 3, message: expect.stringMatching(/alias/) });
    expect(error(`a: &a 1\nb: [${Array(101).fill('*a').join(', ')}]`).message).toMatch(
      /too many YAML aliases/,
    );
    expect(error(`a: &a "${'x'.repeat(60_000)}"\nb: [${Array(20).fill('*a').join(', ')}]`).message).toMatch(
      /too many/,
    );
  });

  it('changes no prototype', () => {
    for (const text of [
      '{"__proto__":{"polluted":1}}',
      '__proto__: {polluted: 1}',
      'a: &p {polluted: 1}\n__proto__: *p',
    ]) {
      expect(parseSpecs(text).ok).toBe(false);
    }
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('names its limits', () => {
    expect(error(`{"a":"${'x'.repeat(10 * 1024 * 1024)}"}`).message).toMatch(/10 MB/);
    expect(error(`{"a":"${'é'.repeat(6 * 1024 * 1024)}"}`).message).toMatch(/10 MB/);
    expect(error('{"a":1}\n'.repeat(10_001))).toMatchObject({
      line: 10_001,
      column: 1,
      message: expect.stringMatching(/10000|10,000/),
    });
    expect(specs('{"a":1}\n'.repeat(10_000))).toHaveLength(10_000);
  });

  it('reads texts of megabytes', () => {
    expect(specs(`{"a":"${'\\n'.repeat(4_000_000)}"}`)).toHaveLength(1);
  });

  it('reads whatever JSON.stringify writes', () => {
    const key = fc.string().filter((text) => !['__proto__', 'constructor', 'prototype'].includes(text));
    const storable = fc.string({ unit: 'grapheme' });
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        storable,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
      ),
    }));
    const list = fc.array(fc.dictionary(key, value), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(list, fc.constantFrom(undefined, 2), (objects, indent) => {
        const expected: unknown = JSON.parse(JSON.stringify(objects));
        expect(specs(JSON.stringify(objects, null, indent))).toEqual(expected);
        expect(specs(objects.map((object) => JSON.stringify(object, null, indent)).join('\n'))).toEqual(
          expected,
        );
      }),
    );
  });

  it('never throws', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'{}[]:,"\\ \n\t-?&*!|>%#@ab10.<~\0'), maxLength: 60 });
    const words = [
      '- ',
      '? ',
      ': ',
      '&a ',
      '*a',
      '*a ',
      '<<: ',
      'a: ',
      '\n',
      '\n  ',
      '{',
      '}',
      '[',
      ']',
      ',',
      ' ',
    ];
    const marks = [
      '---\n',
      '...\n',
      '!!str ',
      '!!map ',
      '!!seq ',
      '!!int ',
      '!x ',
      '|\n',
      '"',
      "'",
      '#',
      '1',
      '~',
    ];
    const almostYaml = fc.string({ unit: fc.constantFrom(...words, ...marks), maxLength: 30 });
    fc.assert(
      fc.property(
        fc.oneof(noise, almostYaml),
        fc.constantFrom<TextFormat>('json', 'yaml'),
        (text, format) => {
          expect(typeof parseSpecs(text, format).ok).toBe('boolean');
        },
      ),
      { numRuns: 5000 },
    );
  });
});
