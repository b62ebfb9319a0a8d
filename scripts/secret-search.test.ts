import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { searchFiles, secretsIn } from './secret-search';

const SECRET = `CANARY-${randomUUID()}`;
const everyByte = (text: string) => Buffer.from(text).toString('hex').replace(/../g, '%$&');

describe('finds a planted secret', () => {
  it.each([
    ['as it is', `{"password":"${SECRET}"}`, 'raw'],
    ['with its hyphens encoded', `?p=${SECRET.replaceAll('-', '%2D')}`, 'URL-encoded'],
    ['with every letter encoded', everyByte(SECRET), 'URL-encoded'],
    ['in hexadecimal', `\\x${Buffer.from(SECRET).toString('hex').toUpperCase()}`, 'hexadecimal'],
  ])('%s', (_, text, form) => expect(secretsIn(Buffer.from(text))).toContain(form));

  it.each([0, 1, 2, 3, 4, 5])('in base64 after %d other bytes', (before) => {
    const bytes = Buffer.from(`${'x'.repeat(before)}${SECRET}${'y'.repeat(before)}`);
    expect(secretsIn(Buffer.from(`"${bytes.toString('base64')}"`))).toContain('base64');
    expect(secretsIn(Buffer.from(`"${bytes.toString('base64url')}"`))).toContain('base64url');
  });

  it('inside a ZIP', () => {
    const zip = zipSync({ 'a/b.json': Buffer.from(SECRET) });
    expect(zip.toString()).not.toContain('CANARY');
    expect(secretsIn(Buffer.from(zip))).toContain('raw');
  });

  it('in a signed login token', () => {
    const token = `db:5432/?Action=connect&X-Amz-Signature=${'a'.repeat(64)}`;
    expect(secretsIn(Buffer.from(token))).toContain('raw');
    expect(secretsIn(Buffer.from(encodeURIComponent(token)))).toContain('URL-encoded');
  });
});

it('leaves everything else alone', () => {
  expect(secretsIn(Buffer.from('the canary sang; CANARY without more; [secret]; Q0FOQV'))).toEqual([]);
  expect(secretsIn(Buffer.alloc(0))).toEqual([]);
});

it('names the file and tells how much it read', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lava-search-'));
  try {
    await writeFile(path.join(folder, 'clean'), 'clean');
    expect(await searchFiles('pages', folder)).toEqual({ kind: 'pages', bytes: 5, hits: [] });
    await writeFile(path.join(folder, 'leak'), SECRET);
    const { hits } = await searchFiles('pages', folder);
    expect(hits).toEqual([
      `${path.join(folder, 'leak')} (raw)`,
      `${path.join(folder, 'leak')} (URL-encoded)`,
    ]);
    expect(hits.join()).not.toContain(SECRET);
    expect(await searchFiles('log', path.join(folder, 'none'))).toEqual({ kind: 'log', bytes: 0, hits: [] });
  } finally {
    await rm(folder, { recursive: true });
  }
});
