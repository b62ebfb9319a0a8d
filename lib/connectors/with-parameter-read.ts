import type { FindingContext } from './finding';
import type { StageResult } from './stage';

/** The context with the type of the SSM parameter that the stages just read, which is newer than any record of it. */
export function withParameterRead(context: FindingContext, stages: readonly StageResult[]): FindingContext {
  const type = stages.find(({ stage }) => stage === 'ssm')?.details?.type;
  return typeof type === 'string' ? { ...context, parameter: { ...context.parameter, type } } : context;
}
