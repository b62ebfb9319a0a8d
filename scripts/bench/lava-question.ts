/** What is done with a table: read to the end by hand; pulled and compared; taken over as well. */
export type LavaWork = 'scan' | 'compare' | 'take over';

/** How long a work takes on the table, in turns with a scan by hand; or how much memory it needs. */
export interface LavaQuestion {
  readonly table: string;
  readonly size: number;
  readonly work: LavaWork;
  /** How many times each is done; absent: memory is asked for. */
  readonly rounds?: number;
}
