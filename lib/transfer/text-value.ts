import type { LocatedJson } from '../connectors/json-reader';

/** A value of a text, or a place where there should be one. `start` is where a bad value begins. */
export type TextValue =
  | LocatedJson
  | { readonly offset: number; readonly start?: number; readonly problem: string };
