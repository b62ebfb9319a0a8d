import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const CONSOLE = path.resolve(import.meta.dirname, '../../app/(console)');

it('every page of the console asks by itself who it is: a layout is no check', () => {
  const pages = readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' }).filter(
    (file) => path.basename(file) === 'page.tsx',
  );
  expect(pages.length).toBeGreaterThan(20);
  const asks = (file: string) =>
    readFileSync(path.join(CONSOLE, file), 'utf8').includes('await requestContext()');
  expect(pages.filter((file) => !asks(file))).toEqual([]);
});
