import type { ImportEntry } from './read-import';

/** What the thread that reads files tells: some entries, the last with the files left out, or why nothing is read. */
export type ReadMessage =
  | { readonly entries: readonly ImportEntry[]; readonly ignored?: readonly string[] }
  | { readonly refused: string };
