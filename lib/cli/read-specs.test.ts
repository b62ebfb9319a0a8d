import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSpecs } from './read-specs';

const never = new AbortController().signal;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lava-conn-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, text: string | Buffer): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

function fromInput(text: string | Buffer) {
  return readSpecs(['-'], Readable.from([Buffer.from(text)]), never);
}

describe('specifications as', () => {
  const both = [{ conn_id: 'a', port: 5439 }, { conn_id: 'b' }];
  test.each([
    ['a list in JSON', '[{"conn_id":"a","port":5439},{"conn_id":"b"}]'],
    ['one a line', '{"conn_id":"a","port":5439}\n{"conn_id":"b"}\n'],
    ['a list in YAML', '- conn_id: a\n  port: 5439\n- conn_id: b\n'],
    ['several documents in YAML', '---\nconn_id: a\nport: 5439\n---\nconn_id: b\n'],
  ])('%s', async (_, text) => {
    expect(await fromInput(text)).toEqual(both);
  });

  test('files, one after the other, their format told by their name', async () => {
    const files = [
      await file('flow.yaml', '{conn_id: a, port: 5439}'),
      await file('b.json', '{"conn_id":"b"}'),
      '-',
    ];
    const input = Readable.from([Buffer.from('conn_id: c')]);
    expect(await readSpecs(files, input, never)).toEqual([...both, { conn_id: 'c' }]);
  });

  test('the standard input when there is no file', async () => {
    expect(await readSpecs([], Readable.from([Buffer.from('conn_id: a')]), never)).toEqual([
      { conn_id: 'a' },
    ]);
  });

  test('nothing, when that would wait for someone to type', async () => {
    const terminal = Object.assign(Readable.from([]), { isTTY: true });
    await expect(readSpecs([], terminal, never)).rejects.toThrow('Name a file with specifications, or -');
  });
});

describe('what cannot be read is refused with its place', () => {
  test.each([
    ['duplicate keys', '{"conn_id":"a",\n "host":"x",\n "host":"y"}', 3, 2, 'The key "host" is there twice'],
    ['a repeated key in YAML', 'conn_id: a\nhost: x\nhost: y\n', 3, 1, 'The key "host" is there twice'],
    ['__proto__', '{"conn_id":"a"}\n{"__proto__":{"enabled":true}}', 2, 2, '"__proto__" is not allowed'],
    ['__proto__ in YAML', 'conn_id: a\n__proto__:\n  x: 1\n', 2, 1, '"__proto__" is not allowed'],
    ['deep nesting', `{"a":${'['.repeat(50_000)}`, 1, 69, 'more than 64 levels'],
    ['deep nesting in YAML', `a: ${'['.repeat(50_000)}`, 1, expect.any(Number), 'more than 64 levels'],
    ['a custom tag', 'conn_id: a\nhost: !!js/function "x"\n', 2, 7, 'This is no YAML'],
    ['NUL', '{"conn_id":"a\0"}', 1, 14, 'NUL'],
    ['a value that is no specification', '[{"conn_id":"a"},\n 5]', 2, 2, 'A specification is an object'],
    ['half a JSON text', '{"conn_id":', 1, 12, 'ends in the middle'],
    ['nothing', '', 1, 1, 'There is no specification'],
    ['text that is not UTF-8', Buffer.from('conn_id: a\nhost: \xe9\n', 'latin1'), 2, 7, 'not UTF-8'],
    ['more than 10 MB', `{"conn_id":"${'x'.repeat(10 * 1024 * 1024)}"}`, 1, 1, 'larger than 10 MB'],
    ['more than 10,000', '{}\n'.repeat(10_001), 10_001, 1, 'more than 10000 specifications'],
  ])('%s', async (_, text, line, column, message) => {
    const error = await fromInput(text).catch((thrown: Error) => thrown);
    expect(error).toBeInstanceOf(Error);
    const found = /^standard input, line (\d+), column (\d+): (.*)$/.exec((error as Error).message);
    expect([Number(found?.[1]), Number(found?.[2])]).toEqual([line, column]);
    expect(found?.[3]).toContain(message);
    expect(Object.prototype).not.toHaveProperty('enabled');
  });

  test('a YAML alias bomb', async () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1) {
      bomb.push(
        `a${level}: &a${level} [${Array(8)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    }
    await expect(fromInput(bomb.join('\n'))).rejects.toThrow(
      /^standard input, line \d+, column \d+: .*alias/,
    );
  });

  test('the file is named, and a folder or a file that is not there says so', async () => {
    const broken = await file('broken.json', '{\n  "a" 1}');
    const read = (name: string) => readSpecs([name], Readable.from([]), never);
    await expect(read(broken)).rejects.toThrow(`${broken}, line 2, column 7: A colon is expected here.`);
    await expect(read(folder)).rejects.toThrow(`${folder} cannot be read: it is a folder.`);
    await expect(read(join(folder, 'none'))).rejects.toThrow('none cannot be read: there is no such file.');
  });
});

test('an endless input is given up after 10 MB', async () => {
  let given = 0;
  const endless = Readable.from(
    (async function* () {
      for (;;) {
        given += 1;
        yield Buffer.alloc(1024 * 1024, ' ');
      }
    })(),
  );
  await expect(readSpecs(['-'], endless, never)).rejects.toThrow('larger than 10 MB');
  expect(given).toBeLessThan(50);
});

test('waiting for an input ends with the signal', async () => {
  const cancel = new AbortController();
  const reading = readSpecs(['-'], new Readable({ read: () => cancel.abort() }), cancel.signal);
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});
