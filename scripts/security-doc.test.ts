import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');

/** The tests that the document names: a file in backquotes, and the titles in quotes that follow it. */
function namedTests(text: string): { readonly file: string; readonly title: string }[] {
  return [...text.matchAll(/`([^`]+\.(?:test|spec)\.ts)`((?:[^`"|\n]*"[^"\n]+")*)/g)].flatMap(
    ([, file = '', titles = '']) =>
      [...titles.matchAll(/"([^"\n]+)"/g)].map(([, title = '']) => ({ file, title })),
  );
}

it('docs/security.md names tests that are there', async () => {
  const named = namedTests(await readFile(path.join(ROOT, 'docs/security.md'), 'utf8'));
  expect(named.length).toBeGreaterThan(30);
  for (const { file, title } of named) {
    const source = (await readFile(path.join(ROOT, file), 'utf8')).replaceAll("\\'", "'");
    const quoted = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const runs = new RegExp(`\\b(?:describe|it|test)(?:\\.each\\([\\s\\S]*?\\))?\\(\\s*['"\`]${quoted}`);
    expect(runs.test(source), `${file}: ${title}`).toBe(true);
  }
});
