import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { fileNames } from './file-name';
import { writeExport } from './write-export';
import { writeYaml } from './write-yaml';

const names = (ids: string[]) =>
  Object.keys(
    unzipSync(
      writeExport(
        ids.map((conn_id) => ({ conn_id })),
        'json-files',
      ).bytes,
    ),
  );

it('names files after the identifiers, slashes as folders', () => {
  expect(names(['a', 'team/b', 'c.d'])).toEqual(['a.json', 'team/b.json', 'c.d.json']);
});

it('keeps names apart where upper and lower case are the same, and files from folders', () => {
  expect(fileNames(['a', 'A', 'A.json', 'x.json/y', 'x', 'X'], 'json')).toEqual([
    'a.json',
    'A~2.json',
    'A.json.json',
    'x.json~/y.json',
    'x.json',
    'X~2.json',
  ]);
  expect(fileNames(['x', 'x.json/y'], 'json')).toEqual(['x.json', 'x.json~/y.json']);
});

it('hides no file', () => {
  expect(fileNames(['.a', 'b/.c', '__MACOSX/d', 'e.'], 'json')).toEqual([
    '~.a.json',
    'b/~.c.json',
    '~__MACOSX/d.json',
    'e.~.json',
  ]);
});

it.each(['../../etc/passwd', '/etc/passwd', 'CON', '..', 'a\\..\\b', 'a\nb', 'x'.repeat(1000), ''])(
  'makes a harmless name of %j',
  (id) => {
    const [name = ''] = fileNames([id], 'json');
    expect(name).toMatch(/^~[A-Za-z0-9_-]{0,100}\.json$/);
  },
);

it('writes what other readers of YAML take for the same', () => {
  const yaml = writeYaml({
    conn_id: 'a',
    word: 'no',
    date: '2026-01-01',
    time: '12:30',
    equals: '=',
    large: 1e21,
    small: -1e-7,
    lines: 'one\ntwo\n',
    strange: 'a\u2028b\u0085',
  });
  expect(yaml).toBe(
    [
      'conn_id: a',
      'word: "no"',
      'date: "2026-01-01"',
      'time: "12:30"',
      'equals: "="',
      'large: 1.0e+21',
      'small: -1.0e-7',
      'lines: |',
      '  one',
      '  two',
      'strange: "a\\u2028b\\u0085"',
      '',
    ].join('\n'),
  );
});

it('gives the same archive for the same connections', () => {
  const specs = [{ conn_id: 'a' }, { conn_id: 'b' }];
  expect(writeExport(specs, 'yaml-files').bytes).toEqual(writeExport(specs, 'yaml-files').bytes);
});
