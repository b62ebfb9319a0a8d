import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { IMPORT_LIMITS } from '../listing/transfer';
import { readImport } from './read-import';

const file = (content: string | Uint8Array, name = 'specs.json') => ({
  name,
  bytes: typeof content === 'string' ? strToU8(content) : content,
});
const read = (content: string | Uint8Array, name?: string) => readImport([file(content, name)]).entries;
const ids = (content: string | Uint8Array, name?: string) =>
  read(content, name).map(({ connId, reason }) =>
    reason === undefined ? connId : `refused ${connId ?? ''}`,
  );

describe('a half-broken file', () => {
  it.each<[string, string, string, string[]]>([
    [
      'a list',
      'a.json',
      '[\n  {"conn_id": "a"},\n  {"conn_id": "b", "x": 1, "x": 2},\n  {"conn_id": "c"}\n]',
      ['a', 'refused b', 'c'],
    ],
    [
      'a list with a missing comma inside',
      'a.json',
      '[{"conn_id":"a" "x":1},{"conn_id":"c"}]',
      ['refused a', 'c'],
    ],
    ['comma-separated values', 'a.csv', 'connId,loginMethod\na,iam\n', ['refused ']],
    ['a list without a comma between', 'a.json', '[{"conn_id":"a"} {"conn_id":"c"}]', ['a', 'refused ', 'c']],
    ['a list with a comma at the end', 'a.json', '[{"conn_id":"a"},]', ['a', 'refused ']],
    ['a list that is cut off', 'a.json', '[{"conn_id":"a"},{"conn_id":"b"', ['a', 'refused b', 'refused ']],
    [
      'one a line',
      'a.jsonl',
      '{"conn_id":"a"}\n{"conn_id":"b","x":"un\n{"conn_id":"c"}\n',
      ['a', 'refused b', 'c'],
    ],
    [
      'one a line, a brace missing',
      'a.jsonl',
      '{"conn_id":"a"}\n{"conn_id":"b","x":1\n{"conn_id":"c"}\n',
      ['a', 'refused b', 'c'],
    ],
    [
      'pretty objects',
      'a.json',
      '{\n  "conn_id": "a",\n  "x": {\n    "y": 1\n\n}\n{\n  "conn_id": "b"\n}\n',
      ['refused a', 'b'],
    ],
    [
      'YAML documents',
      'a.yaml',
      '# first\n---\nconn_id: a\n---\nconn_id: b\nx: y: z\n---\nconn_id: c\n',
      ['a', 'refused b', 'c'],
    ],
    ['a value that is none', 'a.json', '[1, {"conn_id":"a"}]', ['refused ', 'a']],
  ])('still offers the good ones: %s', (_, name, text, expected) => {
    expect(ids(text, name)).toEqual(expected);
  });

  it('names line and column, and the reason', () => {
    expect(read('[\n  {"conn_id": "a"},\n  {"conn_id": "b", "x": 1, "x": 2}\n]')[1]).toMatchObject({
      file: 'specs.json',
      line: 3,
      column: 28,
      connId: 'b',
      reason: expect.stringMatching(/"x" is there twice/),
    });
    expect(read('---\nconn_id: a\n---\nconn_id: b\nx: !evil 1\n', 'a.yml')[1]).toMatchObject({
      line: 5,
      column: 4,
    });
  });

  it('stops at the hundredth mistake, soon', () => {
    const begun = performance.now();
    const entries = read('{"a":[\n'.repeat(300_000));
    expect(entries.length).toBeLessThan(110);
    expect(entries.at(-1)?.reason).toMatch(/rest is not read|cannot be read/);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});

describe('hostile content', () => {
  it.each<[string, string, string, RegExp]>([
    ['__proto__', 'a.json', '{"conn_id":"a","__proto__":{"polluted":true}}', /"__proto__" is not allowed/],
    ['a repeated key', 'a.json', '{"conn_id":"a","conn_id":"b"}', /twice/],
    [
      '50,000 levels',
      'a.json',
      `{"conn_id":"a","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      /64 levels/,
    ],
    ['50,000 levels of YAML', 'a.yaml', `conn_id: a\nx: ${'['.repeat(50_000)}`, /64 levels/],
    ['a custom tag', 'a.yaml', 'conn_id: a\nx: !!js/function "x"\n', /tag/],
    ['a NUL', 'a.json', '{"conn_id":"a","x":"\0"}', /NUL/],
    ['an escaped NUL', 'a.json', '{"conn_id":"a","x":"\\u0000"}', /NUL/],
    ['no conn_id', 'a.json', '{"type":"redshift"}', /no `conn_id`/],
    ['a path as conn_id', 'a.json', '{"conn_id":"../../etc"}', /`conn_id`: .*dots/],
    ['a device as conn_id', 'a.json', '{"conn_id":"CON"}', /meaning of its own/],
    ['an encoded path as conn_id', 'a.json', '{"conn_id":"%2e%2e%2f"}', /not allowed/],
    ['a conn_id of 1,000 characters', 'a.json', `{"conn_id":"${'x'.repeat(1000)}"}`, /at most 128/],
    ['a number as conn_id', 'a.json', '{"conn_id":5}', /conn_id/],
    ['a number with too many digits', 'a.json', '{"conn_id":"a","x-id":12345678901234567890}', /more digits/],
    ['a word of YAML 1.1', 'a.yaml', 'conn_id: a\nenabled: no\n', /disagree about the value of `enabled`/],
    [
      'an octal number of YAML 1.1',
      'a.yaml',
      'conn_id: a\nport: 0123\n',
      /disagree about the value of `port`/,
    ],
    [
      'a date of YAML 1.1',
      'a.yaml',
      'conn_id: a\nx-since: 2026-01-01\n',
      /disagree about the value of `x-since`/,
    ],
    ['nothing', 'a.json', '', /no connection/],
    ['something else', 'a.json', 'PNG!', /JSON value/],
  ])('%s is refused', (_, name, text, reason) => {
    const [entry] = read(text, name);
    expect(entry?.reason).toMatch(reason);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it.each([
    ['a description of 1 MB', { description: 'x'.repeat(1_000_000) }, [/Use at most 1,000\./, /400 KB/]],
    ['a field of 1 MB', { 'x-a': 'x'.repeat(1_000_000) }, [/400 KB/]],
    ['neither', { description: 'x'.repeat(1_000) }, []],
  ])('tells of the limits that are passed: %s', (_, fields, reasons) => {
    const [entry] = read(JSON.stringify({ conn_id: 'a', ...fields }));
    const overLimits = (entry?.reason === undefined && entry?.overLimits) || [];
    expect(overLimits.map(({ reason }) => reason)).toEqual(
      reasons.map((reason) => expect.stringMatching(reason)),
    );
  });

  it('refuses YAML aliases that grow', () => {
    const lines = Array.from(
      { length: 9 },
      (_, i) => `l${i}: &l${i} [${i === 0 ? 'x' : Array(9).fill(`*l${i - 1}`)}]`,
    );
    expect(read(`conn_id: a\n${lines.join('\n')}`, 'a.yaml')[0]?.reason).toMatch(/alias/);
    const one = `conn_id: a\nd: &d "${'x'.repeat(9000)}"\nl: [${Array(99).fill('*d')}]\n`;
    expect(() => read(Array(100).fill(one).join('---\n'), 'a.yaml')).toThrow(/more than 50 MB/);
  });

  it.each(['hunter2 is my password', 'AKIAIOSFODNN7EXAMPLE', 12345678, { value: 'hunter2' }])(
    'never stores or repeats a pasted secret: %s',
    (password) => {
      const entries = read(JSON.stringify({ conn_id: 'a', password }));
      expect(entries[0]?.reason).toMatch(/looks like the secret itself/);
      expect(JSON.stringify(entries)).not.toMatch(/hunter2|AKIA|12345678/);
    },
  );

  it('refuses 100,000 connections and names the limit', () => {
    const text = `[${Array.from({ length: 100_000 }, (_, i) => `{"conn_id":"c${i}"}`).join(',\n')}]`;
    expect(() => read(text)).toThrow(/more than 10,000 connections/);
    expect(() => read('---\n'.repeat(100_000), 'a.yaml')).toThrow(/more than 10,000 documents/);
  });

  it('refuses both of two that have the same conn_id, each naming the other', () => {
    const { entries } = readImport([
      file('{"conn_id":"a"}', 'one.json'),
      file('{"conn_id":"b"}\n{"conn_id":"a"}', 'two.json'),
    ]);
    expect(entries.map(({ reason }) => reason)).toEqual([
      'This `conn_id` is also in two.json, line 2. Keep one of them.',
      undefined,
      'This `conn_id` is also in one.json, line 1. Keep one of them.',
    ]);
  });
});

describe('what is odd but importable stays as it is', () => {
  it.each([
    { conn_id: 'a', type: 'TypeCase', enabled: 'false', port: ' 5439 ', ssl: 1 },
    { conn_id: 'a', type: 'sftp', host: null, 'x-1': [] },
    { conn_id: 'a' },
    { conn_id: 'a', type: 7, password: '', secret_id: null, port: -1 },
  ])('%j', (spec) => {
    expect(read(JSON.stringify(spec))).toEqual([
      { file: 'specs.json', line: 1, column: 1, connId: 'a', spec },
    ]);
  });
});

describe('encodings', () => {
  it('takes a byte order mark', () => {
    expect(ids(Buffer.from('\ufeff[{"conn_id":"a"}]'))).toEqual(['a']);
    expect(ids(Buffer.from('\ufeffconn_id: a\n'), 'a.yaml')).toEqual(['a']);
  });

  it.each([
    ['UTF-16 with a mark', Buffer.from('\ufeff{"conn_id":"a"}', 'utf16le'), /UTF-16\. Save it as UTF-8/],
    ['UTF-16 without a mark', Buffer.from('{"conn_id":"a"}', 'utf16le'), /UTF-16/],
    ['UTF-16 the other way round', Buffer.from('\ufeff{"conn_id":"a"}', 'utf16le').swap16(), /UTF-16/],
    ['Latin-1', Buffer.from('{"conn_id":"a",\n"x":"é"}', 'latin1'), /not UTF-8: a byte in line 2/],
  ])('refuses %s with the reason', (_, bytes, reason) => {
    expect(read(bytes)).toMatchObject([{ reason: expect.stringMatching(reason) }]);
  });
});

describe('archives', () => {
  const zip = (files: Record<string, string>) =>
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

  it('reads JSON and YAML in folders, and says what it left out', () => {
    const archive = zip({
      'dev/a.json': '{"conn_id":"a"}',
      'dev/deep/b.yaml': 'conn_id: b\n',
      'README.md': '# no',
      '__MACOSX/._a.json': 'x',
      '.git/config.json': '{}',
    });
    expect(readImport([file(archive, 'all.zip')])).toMatchObject({
      entries: [
        { file: 'dev/a.json', connId: 'a' },
        { file: 'dev/deep/b.yaml', connId: 'b' },
      ],
      ignored: ['README.md'],
    });
  });

  it('takes names that lead out of the folder for names only', () => {
    const archive = zip({
      '../../etc/passwd.json': '{"conn_id":"a"}',
      'C:\\x.json': '{"conn_id":"b"}',
      '/root/x.json': '{"conn_id":"c"}',
    });
    expect(ids(archive, 'all.zip')).toEqual(['a', 'b', 'c']);
  });

  it('refuses an archive that unpacks to more than is allowed, before unpacking it', () => {
    const bomb = zip(
      Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`${i}.json`, ' '.repeat(9.9 * 1024 * 1024)])),
    );
    expect(bomb.length).toBeLessThan(100_000);
    expect(() => read(bomb)).toThrow(/more than 50 MB unpacked/);
  });

  it('does not unpack more than an entry states', () => {
    const lying = Buffer.from(zip({ 'a.json': `{"conn_id":"a"}${' '.repeat(1_000_000)}` }));
    const central = lying.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    lying.writeUInt32LE(15, central + 24);
    expect(read(lying)).toMatchObject([{ reason: expect.stringMatching(/size or checksum/) }]);
  });

  it('notices changed content, encryption and cut-off archives', () => {
    const whole = Buffer.from(zipSync({ 'a.json': [strToU8('{"conn_id":"a"}'), { level: 0 }] }));
    const changed = Buffer.from(whole);
    changed.write('b', changed.indexOf('"a"') + 1);
    expect(read(changed)[0]?.reason).toMatch(/checksum/);
    const encrypted = Buffer.from(whole);
    encrypted.writeUInt16LE(1, encrypted.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 8);
    expect(read(encrypted)[0]?.reason).toMatch(/encrypted/);
    for (let length = 4; length < whole.length; length += 7) {
      expect(() => read(whole.subarray(0, length))).toThrow(/damaged or no ZIP/);
    }
  });

  it('refuses more entries than are read', () => {
    const many = zip(Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`${i}.txt`, ''])));
    expect(() => read(many)).toThrow(/10,001 entries; at most 10,000/);
  });
});

it('refuses a file beyond the limit for one', () => {
  expect(read(Buffer.alloc(IMPORT_LIMITS.uploadBytes + 1, 32))[0]?.reason).toMatch(/larger than 10 MB/);
});
