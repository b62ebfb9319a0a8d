import type { FindingContext } from '../connectors/finding';
import type { Session } from './session';

/** What findings depend on besides the specification. */
export function findingContext({ realm, env }: Pick<Session, 'realm' | 'env'>): FindingContext {
  return {
    ...(realm !== undefined && { realm }),
    defaultDuration: env.LAVA_RS_PASSWORD_DURATION,
  };
}
