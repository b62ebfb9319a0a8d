import type { LavaJobFacts } from '../../connectors/lava-job';

/** A job of lava as pages see it: plain JSON. */
export type JobDto = Omit<LavaJobFacts, 'connIds'>;

/** The jobs that use connections. */
export interface JobsUsingDto {
  /** When lava's jobs were last read, ISO 8601; null: they are not known here, so nothing can be said to be unused. */
  readonly readAt: string | null;
  /** One entry for each connection that was asked for; enabled jobs first. */
  readonly connections: readonly { readonly connId: string; readonly jobs: readonly JobDto[] }[];
}

/** A job that names a connection it cannot have. */
export interface BrokenJobDto extends JobDto {
  readonly connId: string;
  /** `missing`: there is none here; `not-taken-over`: none here, but lava's table holds it; `disabled`. */
  readonly problem: 'missing' | 'not-taken-over' | 'disabled';
}

/** The jobs of a realm that name connections which are missing or disabled; enabled jobs first. */
export interface BrokenJobsDto {
  /** When lava's jobs were last read, ISO 8601; null: they are not known here. */
  readonly readAt: string | null;
  readonly jobs: readonly BrokenJobDto[];
  readonly figures: {
    /** All jobs of the realm. */
    readonly jobs: number;
    readonly enabled: number;
    /** Jobs among them that name a missing or disabled connection. */
    readonly broken: number;
    readonly brokenEnabled: number;
  };
}
