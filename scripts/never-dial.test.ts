import { expect, it } from 'vitest';
import { readEnv } from '../lib/env';
import { withAddressOf } from './never-dial';

it.each([
  ['postgresql://owner:hidden@db.example:6432/store', undefined, 'db.example:6432'],
  ['postgresql://owner:hidden@[2001:db8::1]/store', 'a.example:1', 'a.example:1,[2001:db8::1]:5432'],
  ['postgresql://owner:hidden@x/store?host=/run/postgresql', '', '127.0.0.1:5432'],
])('tells the place of %s and nothing else of it', (url, given, told) => {
  expect(withAddressOf(url, given)).toBe(told);
  expect(readEnv({ NEVER_DIAL: told }).NEVER_DIAL?.length).toBeGreaterThan(0);
});
