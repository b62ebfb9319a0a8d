import { ServiceError } from '../errors';

const MOST_AT_ONCE = 20;

/** What is tested. */
interface Tested {
  readonly realmId: string;
  readonly connId: string;
}

/** At most 20 tests run at once, and one for a connection. @throws {ServiceError} TOO_MANY */
export function assertMayRun(test: Tested, running: readonly Tested[]): void {
  if (running.some((other) => other.realmId === test.realmId && other.connId === test.connId)) {
    throw new ServiceError('TOO_MANY', `${test.connId} is being tested already.`, {
      hint: 'Wait for that test to end, or cancel it.',
    });
  }
  if (running.length >= MOST_AT_ONCE) {
    throw new ServiceError('TOO_MANY', `${MOST_AT_ONCE} tests are running already.`, {
      hint: 'Wait for some of them to end, then test again.',
    });
  }
}
