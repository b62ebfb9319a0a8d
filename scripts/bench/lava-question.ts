/** What is done with a table: read to the end by hand; pulled and compared; taken over as well. */
export const LAVA_WORKS = ['scan', 'compare', 'take over'] as const;
export type LavaWork = (typeof LAVA_WORKS)[number];

/** How long each work takes on the table, or how much memory one of them needs. */
export interface LavaQuestion {
  readonly table: string;
  readonly size: number;
  readonly memoryOf?: LavaWork;
}
