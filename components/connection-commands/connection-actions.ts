import type { Action } from '../action-result/action-result';
import type { CancelTest, StartTest } from '../test-run/use-test-run';

interface Several {
  realm: string;
  connIds: string[];
}

/** Why, for the history. */
interface Noted {
  note?: string;
}

/** What waits for the approval of another editor instead. */
interface Waiting {
  readonly waiting?: readonly string[];
}

/** What can be done to connections; pages hand these server actions to their components. */
export interface ConnectionActions {
  readonly startTest: StartTest;
  readonly cancelTest: CancelTest;
  readonly setEnabled: Action<
    Several & Noted & { enabled: boolean; versions: Record<string, number> },
    { readonly changed: readonly string[] } & Waiting
  >;
  readonly deleteConnections: Action<
    Several & Noted & { confirmation?: string; versions: Record<string, number> },
    { readonly deleted: readonly string[]; readonly deletedAt: Readonly<Record<string, string>> } & Waiting
  >;
  readonly restoreConnections: Action<
    Several & { deletedAt: Record<string, string> },
    { readonly restored: readonly string[] } & Waiting
  >;
  readonly duplicateConnections: Action<
    Several & { requestId: string },
    { readonly created: readonly string[] } & Waiting
  >;
}

/** The page of a connection. */
export function connectionHref(realm: string, connId: string): string {
  return `/${encodeURIComponent(realm)}/connections/${encodeURIComponent(connId)}`;
}

/** The page that edits a connection, at the field when one is given. */
export function editHref(realm: string, connId: string, field?: string): string {
  return `${connectionHref(realm, connId)}/edit${field ? `?field=${encodeURIComponent(field)}` : ''}`;
}

/** `etl-warehouse`, or `3 connections`. */
export function named(connIds: readonly string[]): string {
  return connIds.length === 1 ? String(connIds[0]) : `${connIds.length} connections`;
}
