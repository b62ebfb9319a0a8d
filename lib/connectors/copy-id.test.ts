import { expect, it } from 'vitest';
import { copyId } from './copy-id';

it('suggests the first identifier that is free', () => {
  expect(copyId('etl', ['etl'])).toBe('etl-copy');
  expect(copyId('etl', ['etl', 'etl-copy', 'etl-copy-2'])).toBe('etl-copy-3');
});

it('stays within the length an identifier may have', () => {
  expect(copyId('a'.repeat(128), [])).toBe(`${'a'.repeat(123)}-copy`);
});
