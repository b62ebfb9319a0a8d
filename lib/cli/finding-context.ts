import type { FindingContext } from '../connectors/finding';
import type { StageResult } from '../connectors/stage';
import type { Session } from './session';

/** What findings depend on besides the specification; `stages` tell the type of its SSM parameter, if it was read. */
export function findingContext(
  { realm, env }: Pick<Session, 'realm' | 'env'>,
  stages: readonly StageResult[] = [],
): FindingContext {
  const type = stages.find(({ stage }) => stage === 'ssm')?.details?.type;
  return {
    ...(realm !== undefined && { realm }),
    defaultDuration: env.LAVA_RS_PASSWORD_DURATION,
    ...(typeof type === 'string' && { parameter: { type } }),
  };
}
