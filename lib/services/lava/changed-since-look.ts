import { ServiceError } from '../errors';

/** A connection that is no longer what was looked at, and the side that moved. */
export interface Moved {
  readonly connId: string;
  readonly side: 'here' | 'there';
}

const WHERE = { here: 'here', there: 'in lava’s table' } as const;
const NAMED = 10;

/** The refusal of a decision about connections that are not what was looked at any more, named by their ids' order. */
export function changedSinceLook(moved: readonly Moved[]): ServiceError {
  const sorted = [...moved].sort((a, b) => (a.connId < b.connId ? -1 : 1));
  const problems = sorted.slice(0, NAMED).map(({ connId, side }) => ({
    path: connId,
    message: `"${connId.slice(0, 80)}" was changed ${WHERE[side]} since you looked at it.`,
  }));
  const [first, second] = problems;
  const hint = 'Nothing was changed. Compare again, then choose.';
  if (first && !second) return new ServiceError('CONFLICT', first.message, { hint });
  return new ServiceError(
    'CONFLICT',
    `${moved.length.toLocaleString('en')} connections were changed since you looked at them.`,
    { hint, problems },
  );
}
