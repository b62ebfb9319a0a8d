import type { Finding, FindingContext } from '../../connectors/finding';
import type { Spec } from '../../connectors/spec';

/** One connection whole, as pages and actions see it: plain JSON. */
export interface ConnectionDto {
  readonly id: string;
  readonly realm: string;
  readonly connId: string;
  readonly version: number;
  readonly spec: Spec;
  readonly findings: readonly Finding[];
  /** What AWS last told about its SSM parameter, which findings depend on. */
  readonly parameter: FindingContext['parameter'];
  readonly loginMethod: string;
  readonly lastRunId: string | null;
  /** The end of the temporary credentials it logs in with; null: none were obtained, or they are forgotten. */
  readonly credentialExpiresAt: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

/** What a save came to: saved, waiting for the approval of another editor, or refused because somebody else saved first (with what they saved). */
export type SaveResult =
  | { readonly status: 'saved'; readonly connId: string; readonly version: number }
  | { readonly status: 'waiting'; readonly connId: string }
  | {
      readonly status: 'conflict';
      readonly current: {
        readonly spec: Spec;
        readonly version: number;
        readonly updatedAt: string;
        readonly updatedBy: string;
      };
    };
