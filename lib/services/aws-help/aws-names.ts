/** Names to choose from; `complete` is false when there are more than are told. */
export interface AwsNames {
  readonly names: readonly string[];
  readonly complete: boolean;
}

/** More than these nobody scrolls through; typing narrows what the connections of the realm use anyway. */
export const MAX_NAMES = 500;
