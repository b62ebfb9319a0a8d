import { expect, it } from 'vitest';
import type { ServiceError } from '../errors';
import { RunningTests } from './running-tests';

const about = (id: string, connId = id) => ({ id, realmId: 'r', connId, draft: false, startedAt: '' });

function refusal(work: () => void): string | undefined {
  try {
    work();
  } catch (error) {
    return (error as ServiceError).code;
  }
  return undefined;
}

it('lets one connection be tested once at a time, and again afterwards', () => {
  const tests = new RunningTests();
  const first = tests.begin(about('1', 'a'));
  expect(refusal(() => tests.begin(about('2', 'a')))).toBe('TOO_MANY');
  tests.end(first);
  expect(tests.begin(about('3', 'a')).done).toBe(false);
});

it('keeps a finished test readable and names no stage as running', () => {
  const tests = new RunningTests();
  const test = tests.begin(about('1'));
  test.current = 'tls';
  tests.end(test);
  expect(tests.get('1')).toMatchObject({ done: true });
  expect(tests.get('1')?.current).toBeUndefined();
});
