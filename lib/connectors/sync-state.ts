/**
 * How a connection here compares with lava's table: what both last agreed on, what is there now, what is here. Each is
 * a fingerprint of the content, null where there is nothing.
 */
export interface ThreeWay {
  readonly seen: string | null;
  readonly now: string | null;
  readonly here: string | null;
}

export const SYNC_STATES = [
  'same',
  'changed-here',
  'changed-there',
  'changed-both',
  'only-here',
  'only-there',
] as const;
export type SyncState = (typeof SYNC_STATES)[number];

/** The state; null when it is in neither place. */
export function syncStateOf({ seen, now, here }: ThreeWay): SyncState | null {
  if (here === null) return now === null ? null : 'only-there';
  if (now === null) return 'only-here';
  if (here === now) return 'same';
  if (seen === now) return 'changed-here';
  return seen === here ? 'changed-there' : 'changed-both';
}

/** What became of one side since both agreed, where the state alone does not say it. */
export type Removal = 'deleted-here' | 'deleted-there';

/** Whether one side deleted what both had. */
export function removalOf({ seen, now, here }: ThreeWay): Removal | null {
  if (seen === null) return null;
  if (here === null && now !== null) return 'deleted-here';
  return now === null && here !== null ? 'deleted-there' : null;
}

/** Whether both sides moved away from what they agreed on, so that somebody has to choose. */
export function isConflict(sides: ThreeWay): boolean {
  const { seen, now, here } = sides;
  return here !== now && here !== seen && now !== seen;
}

/** Whether taking over what is there loses nothing that was done here. */
export function isSafeToTake(sides: ThreeWay): boolean {
  const { seen, now, here } = sides;
  return here !== now && here === seen;
}
