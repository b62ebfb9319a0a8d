import { has, type Spec } from '@/lib/connectors/spec';
import { changedFields } from '@/lib/connectors/spec-diff';

/** Whose value of a field is kept. */
export type Side = 'mine' | 'theirs';

/** The same connection three times: as both began, as they saved it, and as it stands in the form. */
export interface Versions {
  readonly base: Spec;
  readonly theirs: Spec;
  readonly mine: Spec;
}

/** A field in which the two versions differ; a side is absent when the key is. */
export interface Conflict {
  readonly field: string;
  readonly theirs?: unknown;
  readonly mine?: unknown;
  /** Whose value to start with: theirs where only they changed it, else what was typed here. */
  readonly suggested: Side;
}

/** The fields in which what they saved and what was typed here differ. */
export function conflictsOf({ base, theirs, mine }: Versions): Conflict[] {
  const touchedHere = new Set(changedFields(base, mine).map(({ field }) => field));
  return changedFields(theirs, mine).map(({ field, before, after }) => ({
    field,
    ...(has(theirs, field) && { theirs: before }),
    ...(has(mine, field) && { mine: after }),
    suggested: touchedHere.has(field) ? 'mine' : 'theirs',
  }));
}

/** Their version with the chosen fields of mine on top; `picks` names the side for fields that differ. */
export function mergeVersions({ theirs, mine }: Versions, picks: Readonly<Record<string, Side>>): Spec {
  const keys = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const side = picks[key] === 'mine' ? mine : theirs;
      return has(side, key) ? [[key, side[key]]] : [];
    }),
  );
}
