import type { SyncState } from '../connectors/sync-state';
import type { Outcome } from '../connectors/test-outcome';

/** How the driver would treat TLS, as one word for lists. */
export const TLS_KINDS = ['verified', 'unverified', 'opportunistic', 'off', 'not-applicable'] as const;
export type TlsKind = (typeof TLS_KINDS)[number];

/** A connection as a row of a list: plain JSON. Times are ISO 8601. */
export interface ConnectionRow {
  readonly id: string;
  readonly connId: string;
  readonly version: number;
  readonly type: string;
  readonly loginMethod: string;
  readonly enabled: boolean;
  readonly tls: TlsKind;
  readonly host: string | null;
  readonly port: number | null;
  readonly database: string | null;
  readonly user: string | null;
  readonly owner: string | null;
  readonly description: string | null;
  readonly parameterName: string | null;
  readonly secretId: string | null;
  readonly clusterId: string | null;
  readonly durationSeconds: number | null;
  readonly findingCodes: readonly string[];
  readonly highFindings: number;
  readonly mediumFindings: number;
  readonly lowFindings: number;
  readonly lastOutcome: Outcome | null;
  readonly lastTestedAt: string | null;
  readonly lastRunId: string | null;
  readonly lastVerdict: string | null;
  readonly credentialExpiresAt: string | null;
  readonly updatedAt: string;
  readonly updatedBy: string;
  /** How it compares with lava's table; null: not known. */
  readonly lavaState: SyncState | null;
}

/** How many jobs use a connection, and how many of them are enabled. */
export interface JobCount {
  readonly connId: string;
  readonly jobs: number;
  readonly enabled: number;
}

/** One page of a list. */
export interface ConnectionPage {
  readonly rows: readonly ConnectionRow[];
  /** Rows that match, over all pages. */
  readonly total: number;
  /** Rows in the realm without any filter: tells "nothing matches" from "nothing here yet". */
  readonly totalInRealm: number;
  /** The jobs of the rows that have any; null: the realm's jobs are not known. */
  readonly jobs: readonly JobCount[] | null;
  /** The server's time: countdowns go by it, not by the reader's clock. */
  readonly now: string;
}

/** How many connections carry each value of a property, for the filter's suggestions. */
export type Facets = Readonly<Record<string, readonly { readonly value: string; readonly count: number }[]>>;
